package io.todolist.kit.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
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
        if (keys.stream().noneMatch(good -> isSame(good, key))) {
            throw new AuthenticationFailedException("This is no key of a service");
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(ROLE))
                        .addRole(ROLE)
                        .build());
    }

    /** In the same time for every wrong key. */
    private static boolean isSame(String good, String key) {
        return MessageDigest.isEqual(good.getBytes(UTF_8), key.getBytes(UTF_8));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}
