package io.todolist.user.morning;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.user.account.Characters;
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

@Path("/unsubscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class UnsubscriptionResource {

    @Schema(
            additionalProperties = Schema.False.class,
            requiredProperties = {"token"})
    record Unsubscription(@NotNull @Characters(max = 256) @Schema(ref = "MailToken") String token) {
        @Override
        public String toString() {
            return "Unsubscription";
        }
    }

    private final MorningMails mails;

    UnsubscriptionResource(MorningMails mails) {
        this.mails = mails;
    }

    /** 204 as well when it is off already, and as often as it is asked for: for 30 days after the mail. */
    @POST
    @PermitAll
    @Operation(summary = "Turn the mail in the morning off by the token of one")
    @APIResponse(responseCode = "204", description = "It is off")
    @APIResponse(responseCode = "410", description = "The token is not good any more")
    public Uni<Void> unsubscribe(@NotNull @Valid Unsubscription unsubscription) {
        return mails.owner(unsubscription.token())
                .onItem()
                .ifNull()
                .failWith(UnsubscriptionResource::gone)
                .flatMap(mails::turnOff);
    }

    private static HttpProblem gone() {
        return HttpProblem.builder()
                .withStatus(410)
                .withTitle("Gone")
                .withDetail("This link is not good any more.")
                .build();
    }
}
