package io.todolist.gateway.downstream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A service behind the gateway that may be down, starting or slow. A request is held and tried again with growing pauses
 * until the service is there; after {@code todolist.downstream.hold} it ends as a problem 503 with Retry-After, never as
 * an empty answer. When that keeps happening, a circuit breaker refuses further requests at once.
 *
 * <p>The circuit is around the holding, not inside it: a service that merely starts must not open it.
 */
public abstract class Downstream {
    /** Accept-Encoding of the clients. The way is short: packing would cost more than it saves. */
    public static final String UNPACKED = "identity";

    @SuppressWarnings("serial")
    private static final TypeLiteral<Uni<Object>> ANSWER = new TypeLiteral<>() {};

    private final String name;
    private final Duration retryAfter;
    private final Guard circuit;
    private final Guard repeating;
    private final Guard resending;

    Downstream(String name, DownstreamConfig config) {
        demandOrder(config);
        this.name = name;
        this.retryAfter = config.retryAfter();
        this.circuit = circuit(config.circuit());
        this.repeating = hold(config, Unavailable.class::isInstance);
        this.resending = hold(config, failure -> failure instanceof Unavailable it && it.isUnprocessed());
    }

    /** For a call that may reach the service twice: it reads, sets or erases, or has an Idempotency-Key. */
    public <T> Uni<T> repeatable(Supplier<Uni<T>> call) {
        return guarded(repeating, call);
    }

    /** For a call that the service must not see twice: it is sent again only if the service certainly did nothing. */
    public <T> Uni<T> once(Supplier<Uni<T>> call) {
        return guarded(resending, call);
    }

    /** An answer as it came, with the headers that mean something to our client; Location points to our path. */
    public static RestResponse<byte[]> passOn(RestResponse<byte[]> answer) {
        RestResponse.ResponseBuilder<byte[]> ours =
                RestResponse.ResponseBuilder.create(answer.getStatusInfo(), answer.getEntity());
        String etag = answer.getHeaderString(HttpHeaders.ETAG);
        if (etag != null) {
            ours.header(HttpHeaders.ETAG, etag);
        }
        String location = answer.getHeaderString(HttpHeaders.LOCATION);
        if (location != null) {
            ours.header(HttpHeaders.LOCATION, "/api" + URI.create(location).getRawPath());
        }
        return ours.build();
    }

    @SuppressWarnings("unchecked")
    private <T> Uni<T> guarded(Guard hold, Supplier<Uni<T>> call) {
        Supplier<Uni<Object>> attempt =
                () -> (Uni<Object>) call.get().onFailure().transform(Unavailable::from);
        return (Uni<T>) circuit.get(() -> hold.get(attempt, ANSWER), ANSWER)
                .onFailure(Unavailable.class)
                .transform(this::problem)
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> problem(name + " has not answered for a while", open))
                .onFailure(WebApplicationException.class)
                .transform(this::incomprehensible);
    }

    private HttpProblem problem(Unavailable failure) {
        return failure.isUnprocessed()
                ? problem(name + " could not be reached", failure)
                : problem(name + " did not answer; whether it did something is not known", failure);
    }

    private HttpProblem problem(String detail, Throwable cause) {
        HttpProblem problem = HttpProblem.builder(HttpProblem.valueOf(Response.Status.SERVICE_UNAVAILABLE, detail))
                .withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
                .build();
        problem.initCause(cause);
        return problem;
    }

    /** The REST client says 400 for an answer that it can't read, as if it were our client's fault. */
    private HttpProblem incomprehensible(Throwable cause) {
        HttpProblem problem =
                HttpProblem.valueOf(Response.Status.BAD_GATEWAY, name + " gave an answer that could not be understood");
        problem.initCause(cause);
        return problem;
    }

    /** The guards are made at the first request, and would refuse each one. */
    private static void demandOrder(DownstreamConfig config) {
        if (config.firstPause().toMillis() < 1
                || config.firstPause().compareTo(config.longestPause()) >= 0
                || config.longestPause().compareTo(config.hold()) >= 0) {
            throw new IllegalArgumentException(
                    "TODOLIST_DOWNSTREAM_HOLD must be longer than todolist.downstream.longest-pause" + " ("
                            + config.longestPause() + "), and that longer than first-pause");
        }
    }

    private static Guard circuit(DownstreamConfig.Circuit config) {
        return Guard.create()
                .withCircuitBreaker()
                .when(Unavailable.class::isInstance)
                .requestVolumeThreshold(config.requests())
                .failureRatio(config.failures())
                .delay(config.pause().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    private static Guard hold(DownstreamConfig config, Predicate<Throwable> again) {
        return Guard.create()
                .withRetry()
                .whenException(again)
                .maxRetries(-1)
                .maxDuration(config.hold().toMillis(), ChronoUnit.MILLIS)
                .delay(config.firstPause().toMillis(), ChronoUnit.MILLIS)
                .jitter(config.firstPause().toMillis() / 2, ChronoUnit.MILLIS)
                .withExponentialBackoff()
                .maxDelay(config.longestPause().toMillis(), ChronoUnit.MILLIS)
                .done()
                .done()
                .build();
    }
}
