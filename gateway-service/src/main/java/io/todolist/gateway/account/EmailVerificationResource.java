package io.todolist.gateway.account;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
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
import org.jboss.resteasy.reactive.RestResponse;

/** Verifying an address by the mail that was sent to it, signed in or not. */
@Path("/api/email-verifications")
@PermitAll
@Tag(name = "Account")
class EmailVerificationResource {
    private final UserService users;

    EmailVerificationResource(UserService users) {
        this.users = users;
    }

    /** 204 for the same token again, too; 410 for one that is unknown, older than a day or of an address before. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Verify an e-mail address", description = "By the token of a mail.")
    @APIResponse(responseCode = "204", description = "Verified")
    @APIResponse(responseCode = "410", description = "The token is not good any more")
    @APIResponse(responseCode = "501", description = "This installation sends no mail")
    public Uni<Void> verify(@Valid @NotNull EmailVerification verification) {
        return users.verifyEmail(verification);
    }

    @GET
    @Path("/{token: " + MailLink.TOKEN + "}")
    @NonBlocking
    @Operation(summary = "Follow the link of a mail", description = "To the page, which asks before it verifies.")
    @APIResponse(responseCode = "302", description = "To the page")
    public RestResponse<Void> follow(@Schema(pattern = "^" + MailLink.TOKEN + "$") String token) {
        return MailLink.to("/verify-email", token);
    }
}
