package io.todolist.gateway.account;

import io.quarkus.logging.Log;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.todo.RuleService;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/** The account of the signed-in user. */
@Path("/api/me")
@Authenticated
@Tag(name = "Account")
class MeResource {
    private final UserService users;
    private final RuleService rules;

    MeResource(UserService users, RuleService rules) {
        this.users = users;
        this.rules = rules;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Read", description = "With an ETag.")
    @APIResponseSchema(User.class)
    public Uni<RestResponse<byte[]>> get() {
        return users.me();
    }

    /**
     * JSON Merge Patch (RFC 7396) of name and e-mail, and the current password; 403 if that is wrong, 409 for a name that is
     * taken.
     *
     * @param ifMatch the version that the change is meant for (RFC 9110, 13.1.1); 412 if it is another one by now
     */
    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change name or e-mail address")
    @APIResponseSchema(User.class)
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords")
    public Uni<RestResponse<byte[]>> change(
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            @RequestBodySchema(ProfileChange.class) byte[] patch,
            @Context RoutingContext context) {
        return users.change(ifMatch, patch).call(() -> renew(new SessionCookies(context)));
    }

    /** The access token holds the user name; without a new one, the old name would stay for some minutes. */
    private Uni<Session> renew(SessionCookies cookies) {
        return cookies.refreshToken()
                .map(users::renewAnew)
                .orElseGet(() -> Uni.createFrom().nullItem())
                .onItem()
                .ifNotNull()
                .invoke(cookies::set)
                .onFailure()
                .recoverWithNull();
    }

    /** Ends all sessions of the user and signs in again here; 403 for a wrong current password. */
    @PUT
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change the password")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords")
    public Uni<Void> changePassword(@Valid @NotNull PasswordChange change, @Context RoutingContext context) {
        return users.changePassword(change)
                .invoke(new SessionCookies(context)::set)
                .replaceWithVoid();
    }

    /** 409 if there is no address or it is verified; 429 with Retry-After (seconds) within two minutes after another mail. */
    @POST
    @Path("/email-verification")
    @ResponseStatus(202)
    @Operation(summary = "Ask for another mail to verify the e-mail address")
    @APIResponse(responseCode = "202", description = "A mail will come")
    @APIResponse(responseCode = "409", description = "There is no address, or it is verified")
    @APIResponse(responseCode = "429", description = "A mail was asked for less than two minutes ago")
    @APIResponse(responseCode = "501", description = "This installation sends no mail")
    public Uni<Void> askForVerification() {
        return users.askForVerification();
    }

    /** The account and all that is kept of the person, for good; 403 for a wrong password. Services that are away erase later. */
    @DELETE
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Delete the account and all todos")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords")
    public Uni<Void> delete(@Valid @NotNull Password password, @Context RoutingContext context) {
        return users.delete(password).invoke(new SessionCookies(context)::clear).invoke(this::eraseTodos);
    }

    /** A user-service of the release before tells nobody that an account is gone. This goes with the next release. */
    private void eraseTodos() {
        rules.eraseAll()
                .subscribe()
                .with(done -> {}, failure -> Log.info("The todos are left to rule-service", failure));
    }
}
