package io.todolist.user;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user on the wire. */
public record User(UUID id, String name, String email, List<String> roles, Instant createdAt, int version) {
    public static User from(Account account) {
        return new User(account.id, account.name, account.email, account.roles(), account.createdAt, account.version);
    }
}
