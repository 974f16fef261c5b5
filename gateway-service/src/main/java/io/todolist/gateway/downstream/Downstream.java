package io.todolist.gateway.downstream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.http.Wait;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A service behind the gateway that may be down, starting or slow. A request is held and sent again until it is answered (see
 * {@link HeldRequest}); after {@code todolist.downstream.hold} it ends as a problem 503, never as an empty answer. With
 * Retry-After nothing was done; without, that is not known. When requests keep ending so, a circuit breaker refuses further
 * ones at once; it does not count those that only another request of the same user or todo was in the way of.
 *
 * <p>The circuit is around the holding, not inside it: a service that merely starts must not open it.
 */
public final class Downstream {
    /** Accept-Encoding of the clients. The way is short: packing would cost more than it saves. */
    public static final String UNPACKED = "identity";

    @SuppressWarnings("serial")
    private static final TypeLiteral<Uni<Object>> ANSWER = new TypeLiteral<>() {};

    private final String name;
    private final DownstreamConfig config;
    private final HttpHeaders headers;
    private final CurrentVertxRequest current;
    private final SlowReaders readers;
    private final Vertx vertx;
    private final Guard circuit;
    private final Guard circuitOfTheCandidate;
    private final Places places;
    private final Places placesOfLists;
    private final Places placesOfSearches;
    private final Places placesOfSeveral;

    Downstream(
            String name,
            DownstreamConfig config,
            HttpHeaders headers,
            CurrentVertxRequest current,
            SlowReaders readers,
            Vertx vertx) {
        this.name = name;
        this.config = config;
        this.headers = headers;
        this.current = current;
        this.readers = readers;
        this.vertx = vertx;
        this.circuit = circuit(config.circuit());
        this.circuitOfTheCandidate = circuit(config.circuit());
        this.places = new Places(name, config.mostUnderWay(), config, vertx);
        this.placesOfLists = new Places(name, config.mostLists(), config, vertx);
        this.placesOfSearches = new Places(name, config.mostSearches(), config, vertx);
        this.placesOfSeveral = new Places(name, config.mostOfSeveral(), config, vertx);
    }

    /**
     * For a request that changes nothing.
     *
     * @param person who shares places with nobody else: the caller's id, or where a request without a session comes from
     */
    public <T> Uni<T> read(String person, Supplier<Uni<T>> attempt) {
        return hold(person, attempt, true);
    }

    /** For one whose answer may be large. */
    public <T> Uni<T> list(String person, Supplier<Uni<T>> attempt) {
        return hold(person, attempt, true, placesOfLists);
    }

    /** For one that may take long as well: many of them leave places to other lists. */
    public <T> Uni<T> search(String person, Supplier<Uni<T>> attempt) {
        return hold(person, attempt, true, placesOfLists, placesOfSearches);
    }

    /**
     * For a request that changes something. Each attempt has the same key: a service that has done it already answers as it
     * did.
     *
     * @param key the client's, or null
     */
    public <T> Uni<T> write(String person, String key, Function<String, Uni<T>> attempt) {
        String kept = IdempotencyKey.orNew(key);
        return hold(person, () -> attempt.apply(kept), false);
    }

    /** For one that changes many things, so that its answer may be very large. */
    public <T> Uni<T> writeSeveral(String person, String key, Function<String, Uni<T>> attempt) {
        String kept = IdempotencyKey.orNew(key);
        return hold(person, () -> attempt.apply(kept), false, placesOfSeveral);
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

    /**
     * Its places are given back when it is over, also if its client has gone away long before.
     *
     * @param scarcer places that it needs as well, because its answer may be large: until the client has taken that. The last ones
     *     come first, so that it waits for them without having others.
     */
    private <T> Uni<T> hold(String person, Supplier<Uni<T>> attempt, boolean onlyReads, Places... scarcer) {
        Guard asked = circuit();
        RoutingContext client = current.getCurrent();
        Wait wait = Wait.forAnswerOf(name);
        UnderWay underWay = new UnderWay();
        Supplier<Uni<T>> held = () -> underWay.of(new HeldRequest<>(attempt, onlyReads, config, vertx, wait).answer());
        Uni<T> answer =
                places.use(person, Uni.createFrom().deferred(() -> guarded(asked, held, wait)), underWay::whenOver);
        for (Places kind : scarcer) {
            answer = kind.use(person, answer, then -> underWay.whenOver(() -> readers.whenTaken(client, then)));
        }
        return answer;
    }

    @SuppressWarnings("unchecked")
    private <T> Uni<T> guarded(Guard asked, Supplier<Uni<T>> held, Wait wait) {
        return (Uni<T>) asked.get(() -> (Uni<Object>) held.get(), ANSWER)
                .onItemOrFailure()
                .invoke((answer, failure) -> wait.over(!(failure instanceof Unavailable)))
                .onFailure(Unavailable.class)
                .transform(this::problem)
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> nothingDone(name + " has not answered for a while", config.retryAfter(), open))
                .onFailure(WebApplicationException.class)
                .transform(this::incomprehensible);
    }

    /** Whoever asks for a candidate that is not well must not keep others from the service. */
    private Guard circuit() {
        return name.equals(headers.getHeaderString(Candidates.HEADER)) ? circuitOfTheCandidate : circuit;
    }

    private HttpProblem problem(Unavailable failure) {
        String reason = failure.isContention() ? " was busy with another change of the same" : " could not be reached";
        return failure.nothingDone()
                ? nothingDone(name + reason, failure.retryAfter(config.retryAfter()), failure)
                : caused(failure, unavailable(name + " did not answer; whether it did something is not known"));
    }

    private static HttpProblem nothingDone(String detail, Duration retryAfter, Throwable cause) {
        return caused(
                cause, unavailable(detail).withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds())));
    }

    private static HttpProblem.Builder unavailable(String detail) {
        return HttpProblem.builder(HttpProblem.valueOf(Response.Status.SERVICE_UNAVAILABLE, detail));
    }

    private static HttpProblem caused(Throwable cause, HttpProblem.Builder builder) {
        HttpProblem problem = builder.build();
        problem.initCause(cause);
        return problem;
    }

    /** The REST client says 400 for an answer that it can't read, as if it were our client's fault. */
    private HttpProblem incomprehensible(Throwable cause) {
        String detail = name + " gave an answer that could not be understood";
        return caused(cause, HttpProblem.builder(HttpProblem.valueOf(Response.Status.BAD_GATEWAY, detail)));
    }

    private static Guard circuit(DownstreamConfig.Circuit config) {
        return Guard.create()
                .withCircuitBreaker()
                .when(failure -> failure instanceof Unavailable unavailable && !unavailable.isContention())
                .requestVolumeThreshold(config.requests())
                .failureRatio(config.failures())
                .delay(config.pause().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }
}
