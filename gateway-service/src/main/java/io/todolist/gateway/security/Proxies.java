package io.todolist.gateway.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What trusted proxies say of a request: whether it came by https, and from where. Quarkus could do this (quarkus.http.proxy),
 * but takes the first address of X-Forwarded-For, which clients make up, and never answers a request where that is empty.
 */
@Singleton
public class Proxies {
    /** Before whoever wants to know. */
    private static final int ORDER = 400;

    private static final String HTTPS = Proxies.class.getName();

    private final List<CidrAddress> trusted;

    Proxies(@ConfigProperty(name = "todolist.trusted-proxies") Optional<List<CidrAddress>> trusted) {
        this.trusted = trusted.orElse(List.of());
    }

    void register(@Observes Filters filters) {
        filters.register(this::listen, ORDER);
    }

    private void listen(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.put(
                HTTPS,
                request.isSSL() || isTrusted(peer(request)) && "https".equals(request.getHeader("X-Forwarded-Proto")));
        context.next();
    }

    /** As the browser sees it. */
    public static boolean isHttps(RoutingContext context) {
        return context.get(HTTPS);
    }

    /**
     * A proxy adds the address that asked it at the end of X-Forwarded-For. So that is read from its end, up to the first
     * address that is no trusted proxy's: whatever stands before, the client may have made up.
     */
    String source(HttpServerRequest request) {
        String source = peer(request);
        String[] askedBy =
                String.join(",", request.headers().getAll("X-Forwarded-For")).split(",");
        for (int last = askedBy.length - 1; last >= 0 && isTrusted(source); last--) {
            String next = askedBy[last].trim();
            if (Inet.parseInetAddress(next) == null) {
                break;
            }
            source = next;
        }
        return source;
    }

    private static String peer(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return peer == null ? "" : peer.hostAddress();
    }

    private boolean isTrusted(String proxy) {
        InetAddress address = trusted.isEmpty() ? null : Inet.parseInetAddress(proxy);
        return address != null && trusted.stream().anyMatch(network -> network.matches(address));
    }
}
