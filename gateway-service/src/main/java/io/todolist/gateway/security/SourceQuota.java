package io.todolist.gateway.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.common.net.Inet;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.security.Quotas.Quota;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Whoever needs no session to ask can ask without end, for other names each time. So each source has a bucket of tokens, in
 * this pod: n pods let n times as much pass. A source is an IPv4 address or the first 64 bits of an IPv6 address, which is
 * what one household has. Addresses that are not of the internet are not counted: they belong to proxies of the installation
 * that it does not name in todolist.trusted-proxies, and all visitors come from there.
 */
@Singleton
public class SourceQuota {
    public enum Kind {
        SIGN_IN,
        REGISTRATION
    }

    private record Account(Kind kind, String source) {}

    private final Quotas quotas;
    private final Cache buckets;
    private final HttpHeaders headers;

    SourceQuota(Quotas quotas, @CacheName("sources") Cache buckets, HttpHeaders headers) {
        this.quotas = quotas;
        this.buckets = buckets;
        this.headers = headers;
    }

    /** Problem 429 with Retry-After in place of the request when the source has used up its quota. */
    public <T> Uni<T> spend(Kind kind, Supplier<Uni<T>> request) {
        String source = source(headers.getHeaderString(Source.HEADER));
        if (source == null) {
            return request.get();
        }
        return buckets.get(
                        new Account(kind, source),
                        account -> bucket(quotas.quotas().get(kind)))
                .chain(bucket -> {
                    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
                    return probe.isConsumed()
                            ? request.get()
                            : Uni.createFrom().failure(tooMany(probe.getNanosToWaitForRefill()));
                });
    }

    private static Bucket bucket(Quota quota) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.most()).refillGreedy(quota.most(), quota.every()))
                .build();
    }

    /** Null if it can't be told from others. */
    private static String source(String address) {
        InetAddress known = Inet.parseInetAddress(address);
        if (known == null || !isOfTheInternet(known)) {
            return null;
        }
        byte[] bytes = known.getAddress();
        return HexFormat.of().formatHex(known instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
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

    private static HttpProblem tooMany(long nanos) {
        return HttpProblem.builder()
                .withStatus(429)
                .withTitle("Too Many Requests")
                .withDetail("Too many requests from this network. Try again later. Nothing was done")
                .withHeader(HttpHeaders.RETRY_AFTER, 1 + TimeUnit.NANOSECONDS.toSeconds(nanos))
                .build();
    }
}
