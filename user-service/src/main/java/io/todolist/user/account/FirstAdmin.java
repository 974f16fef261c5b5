package io.todolist.user.account;

import io.quarkus.logging.Log;
import io.smallrye.config.ConfigMapping;
import io.smallrye.mutiny.Uni;
import io.todolist.user.password.PasswordHasher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.Optional;

/**
 * The first administrator comes from configuration and is made when somebody first tries to sign in by that name: a
 * start has nothing to do. It is made once: after a rename, a deletion or a change of its password, the configured one is
 * worth nothing. While it is configured, nobody can register or take the name; a user who had it before stays an ordinary one.
 */
@ApplicationScoped
public class FirstAdmin {

    @ConfigMapping(prefix = "todolist.first-admin")
    interface Config {
        Optional<String> name();

        Optional<String> password();
    }

    private final Optional<UserName> name;
    private final Optional<String> password;
    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final Validator validator;

    FirstAdmin(Config config, Accounts accounts, PasswordHasher hasher, Validator validator) {
        this.name = config.name().map(UserName::of);
        this.password = config.password();
        this.accounts = accounts;
        this.hasher = hasher;
        this.validator = validator;
    }

    public boolean isNamed(UserName other) {
        return name.isPresent() && name.get().key().equals(other.key());
    }

    Uni<Void> createIfNamed(UserName other) {
        if (!isNamed(other) || password.isEmpty() || !isAllowed()) {
            return Uni.createFrom().voidItem();
        }
        return accounts.named(other)
                .flatMap(found -> found == null ? create() : Uni.createFrom().voidItem());
    }

    private Uni<Void> create() {
        return hasher.hash(password.get())
                .flatMap(hash -> accounts.makeFirstAdmin(NewAccount.ofAdmin(name.get(), hash)))
                .invoke(made -> {
                    if (made) {
                        Log.info("The first administrator was created from configuration.");
                    }
                })
                .replaceWithVoid();
    }

    private boolean isAllowed() {
        var violations = validator.validate(new Registration(name.get().text(), password.get(), null));
        violations.forEach(violation -> Log.errorf(
                "No first administrator: todolist.first-admin.%s %s",
                violation.getPropertyPath(), violation.getMessage()));
        return violations.isEmpty();
    }
}
