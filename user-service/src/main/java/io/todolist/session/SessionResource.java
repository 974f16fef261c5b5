package io.todolist.session;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.user.Credentials;
import io.todolist.user.User;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Log in, stay logged in, log out. An access token cannot be called back: it is good until it expires. */
@Path("/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {
    private static final String STORABLE = "[^\\x00\\p{Cs}]*";

    record Login(
            @NotNull @Size(max = 256) @Pattern(regexp = STORABLE, message = "{todolist.text}") String name,
            @NotNull @Size(max = 256) @Pattern(regexp = STORABLE, message = "{todolist.text}") String password) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    record Refresh(@NotNull @Size(max = 256) String refreshToken) {
        @Override
        public String toString() {
            return "Refresh";
        }
    }

    private final Credentials credentials;
    private final RefreshFamilies families;
    private final AccessTokens accessTokens;
    private final JsonWebToken caller;

    SessionResource(Credentials credentials, RefreshFamilies families, AccessTokens accessTokens, JsonWebToken caller) {
        this.credentials = credentials;
        this.families = families;
        this.accessTokens = accessTokens;
        this.caller = caller;
    }

    /** 401 for a wrong name and a wrong password alike; 429 with Retry-After while the name's delay runs. */
    @POST
    @PermitAll
    @Operation(summary = "Log in")
    public Uni<Session> logIn(@NotNull @Valid Login login) {
        return credentials
                .prove(login.name(), login.password())
                .onItem()
                .ifNotNull()
                .transformToUni(account -> Panache.withTransaction(() -> families.start(account)))
                .onItem()
                .ifNull()
                .failWith(() -> unauthorized("User name or password is wrong."))
                .flatMap(this::session);
    }

    /** Exchanges a refresh token, once. A second use ends the session: somebody else may have it. */
    @POST
    @Path("/refresh")
    @PermitAll
    @Operation(summary = "Get new tokens for a refresh token")
    public Uni<Session> refresh(@NotNull @Valid Refresh refresh) {
        return Uni.createFrom()
                .optional(RefreshToken.parse(refresh.refreshToken()))
                .onItem()
                .ifNotNull()
                .transformToUni(token -> Panache.withTransaction(() -> families.redeem(token)))
                .onItem()
                .ifNull()
                .failWith(() -> unauthorized("This session is over. Please log in."))
                .flatMap(this::session);
    }

    /** 204 whatever the token is (RFC 7009, 2.2). */
    @POST
    @Path("/logout")
    @PermitAll
    @WithTransaction
    @Operation(summary = "End the session of a refresh token")
    public Uni<Void> logOut(@NotNull @Valid Refresh refresh) {
        return Uni.createFrom()
                .optional(RefreshToken.parse(refresh.refreshToken()))
                .onItem()
                .ifNotNull()
                .transformToUni(families::end)
                .replaceWithVoid();
    }

    /** 204 whatever the token is; none of the caller's own is an end of all. */
    @POST
    @Path("/logout-others")
    @Authenticated
    @WithTransaction
    @Operation(summary = "End the caller's sessions but the one of a refresh token")
    public Uni<Void> logOutOthers(@NotNull @Valid Refresh refresh) {
        UUID account = UUID.fromString(caller.getSubject());
        return RefreshToken.parse(refresh.refreshToken())
                .map(token -> families.endAllBut(token, account))
                .orElseGet(() -> families.endAllOf(account))
                .replaceWithVoid();
    }

    @DELETE
    @Authenticated
    @WithTransaction
    @Operation(summary = "End all sessions of the caller")
    public Uni<Void> logOutEverywhere() {
        return families.endAllOf(UUID.fromString(caller.getSubject())).replaceWithVoid();
    }

    private Uni<Session> session(RefreshFamilies.Issued issued) {
        long refreshExpiresIn =
                Duration.between(Instant.now(), issued.expiresAt()).toSeconds();
        return accessTokens
                .issueFor(issued.account())
                .map(accessToken -> new Session(
                        accessToken,
                        accessTokens.life().toSeconds(),
                        issued.token().text(),
                        refreshExpiresIn,
                        User.from(issued.account())));
    }

    private static HttpProblem unauthorized(String detail) {
        return HttpProblem.builder()
                .withStatus(401)
                .withTitle("Unauthorized")
                .withDetail(detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }
}
