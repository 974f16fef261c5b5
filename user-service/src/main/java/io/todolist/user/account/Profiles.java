package io.todolist.user.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.Problems;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.UUID;

/** Changes what users say of themselves. */
@Singleton
class Profiles {
    private final Accounts accounts;
    private final FirstAdmin firstAdmin;
    private final ObjectMapper json;
    private final Validator validator;

    Profiles(Accounts accounts, FirstAdmin firstAdmin, ObjectMapper json, Validator validator) {
        this.accounts = accounts;
        this.firstAdmin = firstAdmin;
        this.json = json;
        this.validator = validator;
    }

    /** Fails with 401 when the account is gone. */
    Uni<Account> of(UUID id) {
        return accounts.withId(id).onItem().ifNull().failWith(Profiles::gone);
    }

    /** Nobody holds the row between reading and writing: whoever finds it changed begins again. */
    Uni<User> change(UUID id, String ifMatch, Buffer fingerprint, ObjectNode patch) {
        return of(id).flatMap(account -> account.hasDone(fingerprint)
                ? Uni.createFrom().item(account.user())
                : apply(patch, account, ifMatch, fingerprint)
                        .onItem()
                        .ifNull()
                        .switchTo(() -> change(id, ifMatch, fingerprint, patch)));
    }

    private Uni<User> apply(ObjectNode patch, Account account, String ifMatch, Buffer fingerprint) {
        User user = account.user();
        if (!isMeantFor(user, ifMatch)) {
            throw changed();
        }
        Profile profile = Profile.of(user).merge(patch, json);
        var violations = new HashSet<>(validator.validate(profile));
        if (Objects.equals(profile.email(), user.email())) {
            // It may be one from before today's rule.
            violations.removeIf(one -> one.getPropertyPath().toString().equals("email"));
        }
        if (!violations.isEmpty()) {
            throw BadInput.ofBody(violations);
        }
        UserName name = UserName.of(profile.name());
        if (firstAdmin.isNamed(name)
                && !name.key().equals(UserName.of(user.name()).key())) {
            throw Accounts.nameTaken();
        }
        boolean same = profile.equals(Profile.of(user));
        if (same && fingerprint == null) {
            return Uni.createFrom().item(user);
        }
        return accounts.update(account, name, profile.email(), user.version() + (same ? 0 : 1), fingerprint);
    }

    /** RFC 9110, 13.1.1; JAX-RS would take a tag without its quotes for one. */
    private static boolean isMeantFor(User user, String ifMatch) {
        return ifMatch == null
                || ifMatch.equals("*")
                || Arrays.stream(ifMatch.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals('"' + user.tag().getValue() + '"'));
    }

    static HttpProblem changed() {
        return HttpProblem.builder()
                .withStatus(412)
                .withTitle("Precondition Failed")
                .withDetail("The profile has changed since it was read.")
                .build();
    }

    static HttpProblem gone() {
        return Problems.unauthorized("This account does not exist any more.", "Bearer");
    }
}
