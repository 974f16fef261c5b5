package io.todolist.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.password.GoodPassword;
import io.todolist.password.NotTheName;
import io.todolist.password.PasswordHasher;
import io.todolist.user.Account;
import io.todolist.user.Accounts;
import io.todolist.user.Credentials;
import io.todolist.user.InvalidBody;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/me/password")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class PasswordResource {

    record Change(@NotNull @Size(max = 256) String currentPassword, @NotNull @GoodPassword String newPassword) {
        @Override
        public String toString() {
            return "Change";
        }
    }

    @NotTheName(field = "newPassword")
    private record Choice(String name, String newPassword) implements NotTheName.Choice {
        @Override
        public String toString() {
            return "Choice of " + name;
        }
    }

    private final Accounts accounts;
    private final Credentials credentials;
    private final RefreshFamilies families;
    private final PasswordHasher hasher;
    private final JsonWebToken caller;
    private final Validator validator;

    PasswordResource(
            Accounts accounts,
            Credentials credentials,
            RefreshFamilies families,
            PasswordHasher hasher,
            JsonWebToken caller,
            Validator validator) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.families = families;
        this.hasher = hasher;
        this.caller = caller;
        this.validator = validator;
    }

    /**
     * Ends all sessions of the user, this one too. 403 when the current password is wrong, which counts like a failed
     * log in: 429 with Retry-After after some of them.
     */
    @PUT
    @Operation(summary = "Change the password")
    public Uni<Void> change(@NotNull @Valid Change change) {
        return credentials
                .prove(UUID.fromString(caller.getSubject()), change.currentPassword())
                .onItem()
                .ifNull()
                .failWith(Credentials::wrongPassword)
                .invoke(account -> refuseName(account, change))
                .flatMap(account -> hasher.hash(change.newPassword())
                        .flatMap(hash -> Panache.withTransaction(() -> replace(account, hash))))
                .replaceWithVoid();
    }

    private void refuseName(Account account, Change change) {
        InvalidBody.throwIfAny(validator.validate(new Choice(account.name(), change.newPassword())));
    }

    private Uni<Long> replace(Account proved, String hash) {
        return accounts.stillProved(proved)
                .onItem()
                .ifNull()
                .failWith(Credentials::wrongPassword)
                .invoke(account -> account.replacePassword(hash))
                .flatMap(account -> families.endAllOf(account.id()));
    }
}
