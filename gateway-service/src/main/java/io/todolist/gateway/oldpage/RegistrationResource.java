package io.todolist.gateway.oldpage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.account.Registration;
import io.todolist.gateway.account.UserService;
import io.todolist.kit.http.Text;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the old page registers; GET at the same address is the page. */
@Path("/user/register")
@PermitAll
@Tag(name = "Old page")
class RegistrationResource {
    private final UserService users;

    RegistrationResource(UserService users) {
        this.users = users;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    @Schema(
            requiredProperties = {"userName", "password"},
            additionalProperties = Schema.True.class)
    record NewUser(
            @Text @Schema(ref = "UserName") String userName,
            @Text @Schema(ref = "NewPassword") String password,
            @Text @Schema(ref = "EmailAddress") String email)
            implements OldBody {

        @Override
        public String toString() {
            return userName;
        }
    }

    record Registered(String status, String type, String currentAuthority) {}

    /**
     * Nobody is signed in by it, because the old page goes to its login page then: nobody gets the tokens of the session, which
     * ends by itself. 409 for a name that is taken, 400 with violations for a name or password that won't do, 429 with Retry-After
     * (seconds).
     */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
    @Operation(summary = "Register")
    @APIResponseSchema(Registered.class)
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "429", description = "Too many registrations from this network")
    public Uni<Registered> register(@Valid @NotNull NewUser user) {
        String email = user.email() == null || user.email().isBlank() ? null : user.email();
        return users.register(new Registration(user.userName(), user.password(), email))
                .map(session -> new Registered("ok", "", user.userName()));
    }
}
