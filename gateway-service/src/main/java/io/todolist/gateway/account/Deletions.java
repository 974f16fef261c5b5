package io.todolist.gateway.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Deleted accounts of which a service still has something. */
record Deletions(List<Deletion> items) {

    /** @param account its id */
    record Deletion(UUID account, Instant deletedAt, String service) {}
}
