package io.todolist.gateway.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.RefusalLog;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Who sends a request, by its cookies. The access token is verified here; when it is missing or not good, the refresh
 * token gets a new pair within the request. Refused: nobody is signed in, and the cookies go. user-service unreachable:
 * problem 503, and the cookies stay, because nobody has said that the session is over.
 */
@Singleton
class CookieAuthentication implements HttpAuthenticationMechanism {
    private final UserService users;
    private final RefusalLog refusals;

    CookieAuthentication(UserService users, RefusalLog refusals) {
        this.users = users;
        this.refusals = refusals;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        SessionCookies cookies = new SessionCookies(context);
        return cookies.accessToken()
                .map(token -> verify(token, context, identities)
                        .onFailure(AuthenticationFailedException.class)
                        .recoverWithUni(() -> renew(cookies, identities)))
                .orElseGet(() -> renew(cookies, identities))
                .invoke(identity -> {
                    if (identity == null && cookies.nameASession()) {
                        refusals.tokenRefused(context);
                    }
                });
    }

    private Uni<SecurityIdentity> renew(SessionCookies cookies, IdentityProviderManager identities) {
        return cookies.refreshToken()
                .map(token -> users.renew(token)
                        .invoke(cookies::set)
                        .chain(session -> verify(session.accessToken(), cookies.context(), identities))
                        .onFailure(CookieAuthentication::isRefusal)
                        .recoverWithItem(() -> nobody(cookies)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static Uni<SecurityIdentity> verify(
            String token, RoutingContext context, IdentityProviderManager identities) {
        var request = new TokenAuthenticationRequest(new JsonWebTokenCredential(token));
        return identities.authenticate(HttpSecurityUtils.setRoutingContextAttribute(request, context));
    }

    /** 400 is for what can't be a token at all. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof HttpProblem problem
                && (problem.getStatusCode() == 401 || problem.getStatusCode() == 400);
    }

    private static SecurityIdentity nobody(SessionCookies cookies) {
        cookies.clear();
        return null;
    }

    /** None: there is no scheme for cookies, and a browser must not ask for a password. A 401 it is all the same. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.COOKIE, SessionCookies.ACCESS));
    }
}
