package io.todolist.gateway.account;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.account.SecondFactor.Beginning;
import io.todolist.gateway.account.SecondFactor.Proof;
import io.todolist.gateway.account.SecondFactor.RecoveryCodes;
import io.todolist.gateway.account.SecondFactor.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The second factor at sign-in: the codes of an authenticator app. Every change takes the password; 403 if that is wrong. */
@Path("/api/me/second-factor")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Account")
class SecondFactorResource {
    private final UserService users;

    SecondFactorResource(UserService users) {
        this.users = users;
    }

    @GET
    @Operation(summary = "Whether signing in takes a code")
    @APIResponseSchema(SecondFactor.class)
    public Uni<SecondFactor> read() {
        return users.secondFactor();
    }

    /** Nothing is asked for until PUT has brought the first code, within 15 minutes. */
    @POST
    @Operation(summary = "Begin to turn it on", description = "Gives a secret for an authenticator app.")
    @APIResponseSchema(value = Secret.class, responseCode = "200")
    @APIResponse(responseCode = "409", description = "It is on")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords")
    public Uni<Secret> begin(@Valid @NotNull Beginning beginning) {
        return users.begin(beginning);
    }

    /** Ends the other sessions of the user. 403 for a wrong code, too, which then is the problem's type. */
    @PUT
    @Operation(summary = "Turn it on by the first code", description = "Gives ten recovery codes, once.")
    @APIResponseSchema(RecoveryCodes.class)
    @APIResponse(responseCode = "409", description = "It is on, or was not begun, or too long ago")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords")
    public Uni<RecoveryCodes> turnOn(@Valid @NotNull Proof proof) {
        return users.turnOn(proof);
    }

    /** By a code or a recovery code; 403 for a wrong one, too. */
    @DELETE
    @Operation(summary = "Turn it off")
    @APIResponse(responseCode = "204", description = "It is off")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords or codes")
    public Uni<Void> turnOff(@Valid @NotNull Proof proof) {
        return users.turnOff(proof);
    }
}
