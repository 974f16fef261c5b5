package io.todolist.user.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/email-verifications")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class EmailVerificationResource {

    @Schema(
            additionalProperties = Schema.False.class,
            requiredProperties = {"token"})
    record Proof(@NotNull @Characters(max = 256) @Schema(ref = "MailToken") String token) {
        @Override
        public String toString() {
            return "Proof";
        }
    }

    private final EmailVerifications verifications;
    private final SecurityLog security;

    EmailVerificationResource(EmailVerifications verifications, SecurityLog security) {
        this.verifications = verifications;
        this.security = security;
    }

    /** 204 as well when it was verified by this token before. */
    @POST
    @PermitAll
    @Operation(summary = "Verify an address by the token of a mail")
    @APIResponse(responseCode = "204", description = "The address is verified")
    @APIResponse(responseCode = "410", description = "The token is not good any more")
    public Uni<Void> verify(@NotNull @Valid Proof proof) {
        return verifications
                .verify(proof.token())
                .onItem()
                .ifNull()
                .failWith(EmailVerificationResource::gone)
                .invoke(account -> security.log(Event.EMAIL_VERIFIED, account))
                .replaceWithVoid();
    }

    private static HttpProblem gone() {
        return HttpProblem.builder()
                .withStatus(410)
                .withTitle("Gone")
                .withDetail("This link is not good any more.")
                .build();
    }
}
