package io.todolist.user.account;

import io.smallrye.mutiny.Uni;
import io.todolist.user.mail.Mails;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/me/email-verification")
@RolesAllowed("user")
@Produces(MediaType.APPLICATION_JSON)
class VerificationMailResource {
    private final EmailVerifications verifications;
    private final Mails mails;
    private final JsonWebToken caller;

    VerificationMailResource(EmailVerifications verifications, Mails mails, JsonWebToken caller) {
        this.verifications = verifications;
        this.mails = mails;
        this.caller = caller;
    }

    /** Registering with an address, and changing it, sends one anyway. */
    @POST
    @ResponseStatus(202)
    @Operation(summary = "Ask for another mail to verify the caller's address")
    @APIResponse(responseCode = "202", description = "A mail will come")
    @APIResponse(responseCode = "409", description = "There is no address, or it is verified")
    @APIResponse(responseCode = "429", description = "One was asked for less than 2 minutes ago")
    @APIResponse(responseCode = "501", description = "This installation sends no mail")
    public Uni<Void> ask() {
        mails.require();
        return verifications.ask(UUID.fromString(caller.getSubject()));
    }
}
