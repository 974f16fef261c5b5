package io.todolist.gateway.account;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.security.Caller;
import io.todolist.gateway.security.Identity;
import io.todolist.gateway.todo.RuleService;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signing in and out; the session itself is two cookies. */
@Path("/api")
@Tag(name = "Session")
class SessionResource {
    private static final String SOON = "Other browsers are refused within half a minute.";

    private final UserService users;
    private final RuleService rules;
    private final Caller caller;

    SessionResource(UserService users, RuleService rules, Caller caller) {
        this.users = users;
        this.rules = rules;
        this.caller = caller;
    }

    /**
     * 401 for a wrong name or password. An account with a second factor takes a code, too: for the right password, the 401 has
     * the type {@code urn:todolist:problem:code-needed} where the code is missing, {@code …:code-refused} where it is wrong or
     * was taken before. 429 with Retry-After (seconds) after too many of any, or too many sign-ins from one network.
     */
    @POST
    @Path("/session")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(summary = "Sign in")
    @APIResponseSchema(User.class)
    @APIResponse(responseCode = "401", description = "Name or password is wrong, or a code is needed or wrong")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords or codes, or too many from this network")
    public Uni<User> signIn(@Valid @NotNull Credentials credentials, @Context RoutingContext context) {
        return users.signIn(credentials, new SessionCookies(context));
    }

    @GET
    @Path("/session")
    @Authenticated
    @Operation(summary = "Who is signed in")
    public Uni<Identity> whoAmI() {
        Identity identity = Identity.from(caller);
        return rules.checkSession().replaceWith(identity);
    }

    /**
     * Of this browser only. The cookies go in any case; a problem says that the session could not be ended behind them,
     * and then it lasts until its time is over.
     */
    @DELETE
    @Path("/session")
    @PermitAll
    @Operation(summary = "Sign out")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Uni<Void> signOut(@Context RoutingContext context) {
        SessionCookies cookies = new SessionCookies(context);
        Optional<String> refreshToken = cookies.refreshToken();
        cookies.clear();
        return refreshToken.map(token -> users.close(token)).orElseGet(() -> Uni.createFrom()
                .voidItem());
    }

    @POST
    @Path("/logout")
    @PermitAll
    @Operation(summary = "Sign out", description = "The same as DELETE /api/session.")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Uni<Void> logOut(@Context RoutingContext context) {
        return signOut(context);
    }

    @GET
    @Path("/sessions")
    @Authenticated
    @Operation(summary = "Where the user is signed in", description = "At most 100 sessions.")
    @APIResponseSchema(Sessions.class)
    public Uni<Sessions> sessions() {
        return users.sessions();
    }

    /** Of the caller, here or elsewhere. */
    @DELETE
    @Path("/sessions/{id: [0-9a-f]{32}}")
    @Authenticated
    @Operation(summary = "Sign out there", description = SOON)
    @APIResponse(responseCode = "204", description = "Signed out there, or was before")
    public Uni<Void> end(@Schema(pattern = "^[0-9a-f]{32}$") String id) {
        return users.end(id);
    }

    @DELETE
    @Path("/sessions/others")
    @Authenticated
    @Operation(summary = "Sign out everywhere else", description = SOON)
    @APIResponse(responseCode = "204", description = "Signed out there")
    public Uni<Void> signOutElsewhere(@Context RoutingContext context) {
        return users.closeOthers(new SessionCookies(context).refreshToken().orElse(""));
    }

    @DELETE
    @Path("/sessions")
    @Authenticated
    @Operation(summary = "Sign out everywhere")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Uni<Void> signOutEverywhere(@Context RoutingContext context) {
        return users.closeAll().invoke(new SessionCookies(context)::clear);
    }
}
