package io.todolist.gateway.account;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.downstream.UserService;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/users")
@Tag(name = "Account")
class UserResource {
    private final UserService users;
    private final UserApi api;
    private final Sessions sessions;
    private final Caller caller;

    UserResource(UserService users, @RestClient UserApi api, Sessions sessions, Caller caller) {
        this.users = users;
        this.api = api;
        this.sessions = sessions;
        this.caller = caller;
    }

    /** 409 for a name that is taken, 400 with violations for a name or password that won't do. */
    @POST
    @PermitAll
    @Operation(summary = "Register", description = "The new user is signed in at once.")
    public Uni<RestResponse<User>> register(
            @Valid @NotNull Registration registration, @Context RoutingContext context) {
        var credentials = new Credentials(registration.name(), registration.password());
        return users.once(() -> api.register(registration))
                .call(user -> signIn(credentials, new SessionCookies(context)))
                .map(user -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, user)
                        .header(HttpHeaders.LOCATION, "/api/me")
                        .build());
    }

    /** The account is there: a failure now only means that the user has to sign in. */
    private Uni<User> signIn(Credentials credentials, SessionCookies cookies) {
        return sessions.open(credentials, cookies)
                .onFailure()
                .invoke(failure -> Log.warn("A new user could not be signed in", failure))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * @param size 1 to 100
     * @param after {@code next} of the page before
     */
    @GET
    @RolesAllowed("admin")
    @Operation(summary = "All users", description = "For admins.")
    public Uni<UserApi.Users> list(@RestQuery String size, @RestQuery String after) {
        String authorization = caller.authorization();
        return users.repeatable(() -> api.users(authorization, size, after));
    }
}
