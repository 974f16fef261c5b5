package io.todolist.kit.events;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.Keys;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/** Another service shows that it is one by a key that all of them have. It has the role {@value #ROLE}, and no person's. */
@Singleton
public class ServiceKey implements HttpAuthenticationMechanism {
    public static final String ROLE = "service";

    static final String HEADER = "X-Todolist-Service-Key";

    private final List<String> keys;

    ServiceKey(EventsConfig config) {
        keys = config.keys().orElse(List.of());
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String key = context.request().getHeader(HEADER);
        if (key == null) {
            return Uni.createFrom().nullItem();
        }
        if (!Keys.isOneOf(keys, key)) {
            throw new AuthenticationFailedException("This is no key of a service");
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(ROLE))
                        .addRole(ROLE)
                        .build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}
