package io.todolist.gateway.account;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.UuidText;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account")
class UserResource {
    private final UserService users;

    UserResource(UserService users) {
        this.users = users;
    }

    /** 409 for a name that is taken, 400 with violations for a name or password that won't do, 429 with Retry-After (seconds). */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(summary = "Register", description = "The new user is signed in at once.")
    @APIResponseSchema(value = User.class, responseCode = "201", responseDescription = "Registered")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "429", description = "Too many registrations from this network")
    public Uni<RestResponse<User>> register(
            @Valid @NotNull Registration registration, @Context RoutingContext context) {
        return users.register(registration, new SessionCookies(context))
                .map(user -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, user)
                        .header(HttpHeaders.LOCATION, "/api/me")
                        .build());
    }

    /**
     * @param size 1 to 100
     * @param after {@code next} of the page before
     */
    @GET
    @RolesAllowed("admin")
    @Operation(summary = "All users", description = "For admins.")
    @APIResponseSchema(Users.class)
    public Uni<Users> list(
            @RestQuery @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20")
                    String size,
            @RestQuery @Schema(pattern = "^(" + UuidText.FORM + ")?$") String after) {
        return users.users(size, after);
    }

    @GET
    @Path("/deletions")
    @RolesAllowed("admin")
    @Operation(
            summary = "Deletions that are open",
            description =
                    "Accounts that were deleted more than an hour ago, and of which a service still has something: the"
                            + " oldest 100. For admins.")
    @APIResponseSchema(Deletions.class)
    public Uni<RestResponse<byte[]>> deletions() {
        return users.deletions();
    }
}
