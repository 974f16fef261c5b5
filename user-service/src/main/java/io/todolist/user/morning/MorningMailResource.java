package io.todolist.user.morning;

import io.smallrye.mutiny.Uni;
import io.todolist.user.account.Characters;
import io.todolist.user.mail.Mails;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

/** The mail that says at 7 in the morning what is due, to the verified address of whoever has turned it on. */
@Path("/me/morning-mail")
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class MorningMailResource {

    @Schema(
            name = "MorningMailSettings",
            additionalProperties = Schema.False.class,
            requiredProperties = {"timeZone", "language"})
    record Settings(
            @NotNull @TimeZone @Schema(ref = "TimeZone") String timeZone,
            @NotNull
                    @Characters(max = 2, form = "en|zh", message = "{todolist.language}")
                    @Schema(enumeration = {"en", "zh"})
                    String language) {}

    private final MorningMails morningMails;
    private final Mails mails;
    private final JsonWebToken caller;

    MorningMailResource(MorningMails morningMails, Mails mails, JsonWebToken caller) {
        this.morningMails = morningMails;
        this.mails = mails;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Whether the caller gets a mail in the morning that says what is due")
    @APIResponseSchema(value = MorningMail.class, responseCode = "200", responseDescription = "On or off")
    public Uni<MorningMail> read() {
        return morningMails.of(account());
    }

    /** The same for what is on already: then it has these settings. */
    @PUT
    @Operation(summary = "Turn it on")
    @APIResponseSchema(value = MorningMail.class, responseCode = "200", responseDescription = "It is on")
    @APIResponse(responseCode = "409", description = "There is no verified address")
    @APIResponse(responseCode = "501", description = "This installation sends no mail")
    public Uni<MorningMail> turnOn(@NotNull @Valid Settings settings) {
        mails.require();
        return morningMails.turnOn(account(), settings.timeZone(), settings.language());
    }

    /** The same for what is off already. */
    @DELETE
    @Operation(summary = "Turn it off")
    @APIResponse(responseCode = "204", description = "It is off")
    public Uni<Void> turnOff() {
        return morningMails.turnOff(account());
    }

    private UUID account() {
        return UUID.fromString(caller.getSubject());
    }
}
