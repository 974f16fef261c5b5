package io.todolist.gateway.account;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.account.PasswordReset.Redemption;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** A new password for somebody who has forgotten the one before, by a mail to the verified address of the account. */
@Path("/api/password-resets")
@PermitAll
@Tag(name = "Account")
class PasswordResetResource {
    private static final String TOO_MANY = "Too many from this network";
    private static final String NO_MAIL = "This installation sends no mail";

    private final UserService users;

    PasswordResetResource(UserService users) {
        this.users = users;
    }

    /** 400 for what is no address; 429 with Retry-After (seconds) after too many from one network. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(
            summary = "Ask for a mail to choose a new password",
            description = "The answer is the same whether an account has this address or not.")
    @APIResponse(responseCode = "202", description = "If the address is verified for an account, a mail will come")
    @APIResponse(responseCode = "429", description = TOO_MANY)
    @APIResponse(responseCode = "501", description = NO_MAIL)
    public Uni<Void> ask(@Valid @NotNull PasswordReset reset) {
        return users.askForReset(reset);
    }

    /**
     * Ends all sessions of the user; a second factor stays. 400 with violations for a password that won't do, 410 for a token
     * that is unknown, older than an hour or used; 429 with Retry-After (seconds) after too many from one network.
     */
    @POST
    @Path("/redemption")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Choose a new password", description = "By the token of a mail.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "410", description = "The token is not good any more")
    @APIResponse(responseCode = "429", description = TOO_MANY)
    @APIResponse(responseCode = "501", description = NO_MAIL)
    public Uni<Void> redeem(@Valid @NotNull Redemption redemption) {
        return users.redeem(redemption);
    }

    @GET
    @Path("/{token: " + MailLink.TOKEN + "}")
    @NonBlocking
    @Operation(summary = "Follow the link of a mail", description = "To the page, which asks for the new password.")
    @APIResponse(responseCode = "302", description = "To the page")
    public RestResponse<Void> follow(@Schema(pattern = "^" + MailLink.TOKEN + "$") String token) {
        return MailLink.to("/reset-password", token);
    }
}
