package io.todolist.user.session;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.user.account.Account;
import io.todolist.user.account.Characters;
import io.todolist.user.account.Credentials;
import io.todolist.user.account.Credentials.Claim;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.todolist.user.password.GoodPassword;
import io.todolist.user.password.NotTheName;
import io.todolist.user.password.PasswordHasher;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

@Path("/me/password")
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class PasswordResource {

    @Schema(
            additionalProperties = Schema.False.class,
            requiredProperties = {"currentPassword", "newPassword"})
    record Change(
            @NotNull @Characters(max = 256) @Schema(ref = "AnyPassword") String currentPassword,
            @NotNull @GoodPassword @Schema(ref = "NewPassword") String newPassword) {
        @Override
        public String toString() {
            return "Change";
        }
    }

    @NotTheName(field = "newPassword")
    record Choice(String name, String newPassword) implements NotTheName.Choice {
        @Override
        public String toString() {
            return "Choice of " + name;
        }
    }

    private final Credentials credentials;
    private final NewSessions sessions;
    private final AccessTokens accessTokens;
    private final PasswordHasher hasher;
    private final JsonWebToken caller;
    private final Validator validator;
    private final SecurityLog security;

    PasswordResource(
            Credentials credentials,
            NewSessions sessions,
            AccessTokens accessTokens,
            PasswordHasher hasher,
            JsonWebToken caller,
            Validator validator,
            SecurityLog security) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.hasher = hasher;
        this.caller = caller;
        this.validator = validator;
        this.security = security;
    }

    /**
     * Ends all sessions of the user and gives a new one. 403 when the current password is wrong, which counts like a failed
     * sign-in: 429 with Retry-After after some of them.
     */
    @PUT
    @Operation(summary = "Change the password")
    @APIResponseSchema(value = Session.class, responseCode = "200", responseDescription = "The only session by now")
    @APIResponse(responseCode = "403", description = "The password is wrong")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords")
    public Uni<Session> change(@NotNull @Valid Change change, @HeaderParam(IdempotencyKey.HEADER) String key) {
        Buffer fingerprint = Account.fingerprint(key, "PUT /me/password");
        UUID account = UUID.fromString(caller.getSubject());
        return credentials
                .claim(account)
                .flatMap(claim -> isDone(claim, fingerprint)
                        ? repeat(claim, change, key)
                        : change(claim, change, fingerprint, key)
                                .onItem()
                                .ifNull()
                                .switchTo(() -> repeatIfDone(account, change, fingerprint, key)))
                .onItem()
                .ifNull()
                .failWith(Credentials::wrongPassword)
                .invoke(issued -> security.log(Event.PASSWORD_CHANGED, account, issued.session()))
                .flatMap(accessTokens::session);
    }

    private Uni<Issued> change(Claim claim, Change change, Buffer fingerprint, String key) {
        return credentials
                .prove(claim, change.currentPassword())
                .onItem()
                .ifNotNull()
                .transformToUni(account -> {
                    refuseName(account, change);
                    return hasher.hash(change.newPassword())
                            .flatMap(hash -> sessions.changePassword(account, hash, fingerprint, key));
                });
    }

    /** This very request may have come twice at once, and the other one was faster. */
    private Uni<Issued> repeatIfDone(UUID account, Change change, Buffer fingerprint, String key) {
        return fingerprint == null
                ? Uni.createFrom().nullItem()
                : credentials
                        .claim(account)
                        .flatMap(claim -> isDone(claim, fingerprint)
                                ? repeat(claim, change, key)
                                : Uni.createFrom().nullItem());
    }

    private static boolean isDone(Claim claim, Buffer fingerprint) {
        return claim.account() != null && claim.account().hasDone(fingerprint);
    }

    /** Done already: the new password is the current one by now. */
    private Uni<Issued> repeat(Claim claim, Change change, String key) {
        return credentials
                .prove(claim, change.newPassword())
                .onItem()
                .ifNotNull()
                .transformToUni(account -> sessions.open(account, key));
    }

    private void refuseName(Account account, Change change) {
        var violations = validator.validate(new Choice(account.user().name(), change.newPassword()));
        if (!violations.isEmpty()) {
            throw BadInput.ofBody(violations);
        }
    }
}
