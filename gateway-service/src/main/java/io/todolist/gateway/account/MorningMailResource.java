package io.todolist.gateway.account;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The mail that says at 7 in the morning what is due today and overdue; there is none when nothing is. */
@Path("/api/me/morning-mail")
@Authenticated
@Tag(name = "Account")
class MorningMailResource {
    private final UserService users;

    MorningMailResource(UserService users) {
        this.users = users;
    }

    @GET
    @Operation(summary = "Whether a mail comes in the morning that says what is due")
    @APIResponseSchema(MorningMail.class)
    public Uni<MorningMail> read() {
        return users.morningMail();
    }

    /** The same for what is on already: then it has these settings. 409 without a verified address. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Turn it on", description = "For the verified address of the user.")
    @APIResponseSchema(MorningMail.class)
    @APIResponse(responseCode = "409", description = "There is no verified address")
    @APIResponse(responseCode = "501", description = "This installation sends no mail")
    public Uni<MorningMail> turnOn(@Valid @NotNull MorningMail.Settings settings) {
        return users.turnOnMorningMail(settings);
    }

    @DELETE
    @Operation(summary = "Turn it off", description = "204 as well when it is off.")
    @APIResponse(responseCode = "204", description = "It is off")
    public Uni<Void> turnOff() {
        return users.turnOffMorningMail();
    }
}
