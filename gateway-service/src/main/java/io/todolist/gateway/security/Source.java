package io.todolist.gateway.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.net.Inet;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request comes from: the address at the other end of the connection, or what trusted proxies say. It goes on, for
 * user-service's security log, by propagateHeaders of application.properties.
 */
@Singleton
public class Source {
    /** The network of all who can't be told from each other. */
    static final String UNKNOWN = "";

    private static final String HEADER = "X-Todolist-Source";
    private static final int ORDER = 200;

    private final Proxies proxies;
    private final HttpHeaders headers;

    /** @param headers of the current request */
    Source(Proxies proxies, HttpHeaders headers) {
        this.proxies = proxies;
        this.headers = headers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::tell, ORDER);
    }

    /** In place of what a client may have sent. */
    private void tell(RoutingContext context) {
        context.request().headers().set(HEADER, proxies.source(context.request()));
        context.next();
    }

    /**
     * Of the current request: an IPv4 address, or the first 64 bits of an IPv6 address, which is what one household has. An
     * address that is not of the internet belongs to a proxy of the installation that it does not name in
     * todolist.trusted-proxies, and all visitors come from there.
     */
    public String network() {
        InetAddress address = Inet.parseInetAddress(headers.getHeaderString(HEADER));
        if (address == null || !isOfTheInternet(address)) {
            return UNKNOWN;
        }
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }

    /** Not for private networks (RFC 1918, RFC 4193), providers' inner ones (RFC 6598), links and this machine. */
    private static boolean isOfTheInternet(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean isShared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return !(isUniqueLocal
                || isShared
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress());
    }
}
