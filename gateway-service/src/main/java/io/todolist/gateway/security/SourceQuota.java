package io.todolist.gateway.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.security.Quotas.Quota;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Whoever needs no session to ask can ask without end, for other names each time. So each network has a bucket of tokens, in
 * this pod: n pods let n times as much pass. Visitors whose network is not known are not counted.
 */
@Singleton
public class SourceQuota {
    public enum Kind {
        SIGN_IN,
        REGISTRATION,
        PASSWORD_RESET
    }

    private record Account(Kind kind, String network) {}

    private final Quotas quotas;
    private final Cache buckets;
    private final Source source;

    SourceQuota(Quotas quotas, @CacheName("sources") Cache buckets, Source source) {
        this.quotas = quotas;
        this.buckets = buckets;
        this.source = source;
    }

    /** Problem 429 with Retry-After in place of the request when the source has used up its quota. */
    public <T> Uni<T> spend(Kind kind, Supplier<Uni<T>> request) {
        String network = source.network();
        if (network.equals(Source.UNKNOWN)) {
            return request.get();
        }
        return buckets.get(
                        new Account(kind, network),
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

    private static HttpProblem tooMany(long nanos) {
        return HttpProblem.builder()
                .withStatus(429)
                .withTitle("Too Many Requests")
                .withDetail("Too many requests from this network. Try again later. Nothing was done")
                .withHeader(HttpHeaders.RETRY_AFTER, 1 + TimeUnit.NANOSECONDS.toSeconds(nanos))
                .build();
    }
}
