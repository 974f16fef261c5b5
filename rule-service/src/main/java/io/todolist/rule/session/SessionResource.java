package io.todolist.rule.session;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtContext;

/** Whether a session is over, and user-service's word that one is. */
@Path("/")
@Tag(name = "Session")
class SessionResource {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** The release before, which runs beside this one, says JWT; its name goes with the next release. */
    private static final List<String> TYPES = List.of("logout+jwt", "JWT");

    /** Not VerifiedTokens, which remembers: a logout token must not be taken for an access token because it is known. */
    private final DefaultJWTTokenParser tokens = new DefaultJWTTokenParser();

    private final EndedSessions sessions;
    private final JWTAuthContextInfo rules;

    SessionResource(
            EndedSessions sessions,
            JWTAuthContextInfo rules,
            @ConfigProperty(name = "quarkus.application.name") String audience) {
        this.sessions = sessions;
        this.rules = new JWTAuthContextInfo(rules);
        this.rules.setExpectedAudience(Set.of(audience));
    }

    @GET
    @Path("session")
    @RolesAllowed("user")
    @Operation(summary = "Is the caller's session still alive?")
    @APIResponse(responseCode = "204", description = "It is; otherwise the answer is 401")
    public void check() {
        // What there is to check has been checked by now.
    }

    /**
     * OpenID Connect Back-Channel Logout 1.0, 2.5: the session of a logout token is over. 400 for what is no logout token of
     * user-service for this service.
     */
    @POST
    @Path("backchannel-logout")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<Void>> end(String form) {
        List<String> tokens = logoutTokens(form);
        if (tokens.size() != 1) {
            throw refusal();
        }
        return sessions.add(sessionOf(tokens.get(0))).map(done -> RestResponse.ok());
    }

    private static List<String> logoutTokens(String form) {
        try {
            return new QueryStringDecoder(form, false).parameters().getOrDefault("logout_token", List.of());
        } catch (IllegalArgumentException e) {
            // A % that no two digits follow.
            return List.of();
        }
    }

    private String sessionOf(String logoutToken) {
        try {
            JwtContext token = tokens.parse(logoutToken, rules);
            JwtClaims claims = token.getJwtClaims();
            if (TYPES.contains(token.getJoseObjects().get(0).getHeader("typ"))
                    && claims.getClaimValue("sid") instanceof String session
                    && claims.getClaimValue("events") instanceof Map<?, ?> events
                    && events.containsKey(EVENT)
                    && !claims.hasClaim("nonce")) {
                return session;
            }
        } catch (ParseException e) {
            // Whoever sent it knows no more than that it is refused.
        }
        throw refusal();
    }

    private static HttpProblem refusal() {
        return HttpProblem.builder()
                .withStatus(400)
                .withTitle("Bad Request")
                .withDetail("This is no logout token for this service")
                .build();
    }
}
