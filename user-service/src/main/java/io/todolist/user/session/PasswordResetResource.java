package io.todolist.user.session;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.user.account.Account;
import io.todolist.user.account.Characters;
import io.todolist.user.account.EmailAddress;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.todolist.user.mail.Mails;
import io.todolist.user.password.GoodPassword;
import io.todolist.user.password.PasswordHasher;
import io.todolist.user.session.PasswordResets.Found;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/password-resets")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class PasswordResetResource {

    @Schema(
            additionalProperties = Schema.False.class,
            requiredProperties = {"token", "newPassword"})
    record Redemption(
            @NotNull @Characters(max = 256) @Schema(ref = "MailToken") String token,
            @NotNull @GoodPassword @Schema(ref = "NewPassword") String newPassword) {
        @Override
        public String toString() {
            return "Redemption";
        }
    }

    private final PasswordResets resets;
    private final PasswordHasher hasher;
    private final Mails mails;
    private final Validator validator;
    private final SecurityLog security;

    PasswordResetResource(
            PasswordResets resets, PasswordHasher hasher, Mails mails, Validator validator, SecurityLog security) {
        this.resets = resets;
        this.hasher = hasher;
        this.mails = mails;
        this.validator = validator;
        this.security = security;
    }

    /**
     * A mail goes to each account for which this address is verified, up to five; there is none within 2 minutes of another, or
     * within an hour when the address was sent ten such links in a day.
     */
    @POST
    @ResponseStatus(202)
    @Operation(summary = "Ask for a link to set a new password")
    @APIResponse(responseCode = "202", description = "If the address is verified for an account, a mail will come")
    @APIResponse(responseCode = "501", description = "This installation sends no mail")
    public Uni<Void> ask(@NotNull @Valid EmailAddress address) {
        mails.require();
        return resets.ask(address.email()).invoke(() -> security.log(Event.PASSWORD_RESET_ASKED, null));
    }

    /** All sessions of the account end. A second factor stays. */
    @POST
    @Path("/redemption")
    @Operation(summary = "Set a new password by the token of a mail")
    @APIResponse(responseCode = "204", description = "The password is changed")
    @APIResponse(responseCode = "410", description = "The token is not good any more")
    public Uni<Void> redeem(@NotNull @Valid Redemption redemption, @HeaderParam(IdempotencyKey.HEADER) String key) {
        Buffer fingerprint = Account.fingerprint(key, "POST /password-resets/redemption", redemption.token());
        return find(redemption)
                .flatMap(found -> found.good()
                        ? change(found.account(), redemption.newPassword(), fingerprint)
                        : Uni.createFrom().item(false))
                .flatMap(done -> done ? Uni.createFrom().voidItem() : repeat(redemption, fingerprint));
    }

    private Uni<Found> find(Redemption redemption) {
        return resets.find(redemption.token()).onItem().ifNull().failWith(PasswordResetResource::gone);
    }

    private Uni<Boolean> change(Account account, String password, Buffer fingerprint) {
        var violations =
                validator.validate(new PasswordResource.Choice(account.user().name(), password));
        if (!violations.isEmpty()) {
            throw BadInput.ofBody(violations);
        }
        return hasher.hash(password)
                .flatMap(hash -> resets.change(account, hash, fingerprint))
                .invoke(done -> {
                    if (done) {
                        security.log(Event.PASSWORD_RESET, account.id());
                    }
                });
    }

    /** This very request may have come before, or at the same moment. */
    private Uni<Void> repeat(Redemption redemption, Buffer fingerprint) {
        return find(redemption)
                .map(Found::account)
                .flatMap(account -> account.hasDone(fingerprint)
                        ? hasher.matches(account.passwordHash(), redemption.newPassword())
                        : Uni.createFrom().item(false))
                .invoke(done -> {
                    if (!done) {
                        throw gone();
                    }
                })
                .replaceWithVoid();
    }

    static HttpProblem gone() {
        return HttpProblem.builder()
                .withStatus(410)
                .withTitle("Gone")
                .withDetail("This link is not good any more.")
                .build();
    }
}
