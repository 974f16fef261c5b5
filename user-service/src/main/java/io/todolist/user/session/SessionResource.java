package io.todolist.user.session;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.http.Problems;
import io.todolist.user.account.Characters;
import io.todolist.user.account.Credentials;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.todolist.user.factor.Code;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Sign in, stay signed in, sign out. */
@Path("/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {

    @Schema(
            additionalProperties = Schema.False.class,
            requiredProperties = {"name", "password"})
    record SignIn(
            @NotNull @Characters(max = 256) @Schema(ref = "AnyName") String name,
            @NotNull @Characters(max = 256) @Schema(ref = "AnyPassword") String password,
            @Characters(max = 64) @Schema(ref = "AnyCode") String code) {
        @Override
        public String toString() {
            return "SignIn";
        }
    }

    @Schema(additionalProperties = Schema.False.class)
    record Refresh(@NotNull @Size(max = 256) String refreshToken) {
        @Override
        public String toString() {
            return "Refresh";
        }
    }

    private final Credentials credentials;
    private final NewSessions sessions;
    private final RefreshFamilies families;
    private final AccessTokens accessTokens;
    private final DeviceTokens devices;
    private final JsonWebToken caller;
    private final SecurityLog security;

    SessionResource(
            Credentials credentials,
            NewSessions sessions,
            RefreshFamilies families,
            AccessTokens accessTokens,
            DeviceTokens devices,
            JsonWebToken caller,
            SecurityLog security) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.families = families;
        this.accessTokens = accessTokens;
        this.devices = devices;
        this.caller = caller;
        this.security = security;
    }

    /**
     * 401 for a wrong name and a wrong password alike. An account with a second factor takes a code of it, too, or a recovery
     * code: the 401 for a right password has the type {@code urn:todolist:problem:code-needed} where the code is missing,
     * {@code …:code-refused} where it is wrong or was taken before. 429 with Retry-After while the delay of the name runs, or of the device.
     *
     * @param device {@code deviceToken} of a sign-in before, there
     */
    @POST
    @PermitAll
    @Operation(summary = "Sign in")
    @APIResponseSchema(value = Session.class, responseCode = "200", responseDescription = "A session")
    @APIResponse(responseCode = "401", description = "Name or password is wrong, or a code is needed or wrong")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords")
    public Uni<Session> signIn(
            @NotNull @Valid SignIn signIn,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @HeaderParam(DeviceTokens.HEADER) String device) {
        Optional<String> lane = devices.lane(device, signIn.name());
        return credentials
                .prove(signIn.name(), signIn.password(), new Code(signIn.code(), key), lane)
                .onItem()
                .ifNotNull()
                .transformToUni(account ->
                        lane.isPresent() ? sessions.open(account, key) : sessions.openOnNewDevice(account, key))
                .onItem()
                .ifNull()
                .failWith(() -> Problems.unauthorized("User name or password is wrong.", "Bearer"))
                .invoke(issued -> security.log(Event.SIGNED_IN, issued.user().id(), issued.session()))
                .flatMap(accessTokens::session)
                .map(session -> lane.isPresent() ? session : session.withDevice(devices.newFor(signIn.name())));
    }

    /**
     * Exchanges a refresh token, once; again within a minute it gives the same, for an answer that got lost. A later use ends
     * the session: somebody else may have the token.
     */
    @POST
    @Path("/refresh")
    @PermitAll
    @Operation(summary = "Get new tokens for a refresh token")
    @APIResponseSchema(value = Session.class, responseCode = "200", responseDescription = "The session goes on")
    @APIResponse(responseCode = "401", description = "The session is over")
    public Uni<Session> refresh(@NotNull @Valid Refresh refresh) {
        return Uni.createFrom()
                .optional(RefreshToken.parse(refresh.refreshToken()))
                .onItem()
                .ifNotNull()
                .transformToUni(families::redeem)
                .onItem()
                .ifNull()
                .failWith(() -> Problems.unauthorized("This session is over. Please sign in.", "Bearer"))
                .flatMap(accessTokens::session);
    }

    /** 204 whatever the token is (RFC 7009, 2.2). */
    @POST
    @Path("/logout")
    @PermitAll
    @Operation(summary = "End the session of a refresh token")
    @APIResponse(responseCode = "204", description = "The session is over")
    public Uni<Void> signOut(@NotNull @Valid Refresh refresh) {
        return RefreshToken.parse(refresh.refreshToken()).map(families::end).orElseGet(() -> Uni.createFrom()
                .voidItem());
    }

    /** 204 whatever the token is; none of the caller's own is an end of all. */
    @POST
    @Path("/logout-others")
    @RolesAllowed("user")
    @Operation(summary = "End the caller's sessions but the one of a refresh token")
    @APIResponse(responseCode = "204", description = "The other sessions are over")
    public Uni<Void> signOutOthers(@NotNull @Valid Refresh refresh) {
        UUID account = UUID.fromString(caller.getSubject());
        return RefreshToken.parse(refresh.refreshToken())
                .map(token -> families.endAllBut(token, account))
                .orElseGet(() -> families.endAllOf(account))
                .invoke(() -> security.log(Event.SIGNED_OUT_ELSEWHERE, account));
    }

    @DELETE
    @RolesAllowed("user")
    @Operation(summary = "End all sessions of the caller")
    @APIResponse(responseCode = "204", description = "The sessions are over")
    public Uni<Void> signOutEverywhere() {
        UUID account = UUID.fromString(caller.getSubject());
        return families.endAllOf(account).invoke(() -> security.log(Event.SIGNED_OUT_EVERYWHERE, account));
    }
}
