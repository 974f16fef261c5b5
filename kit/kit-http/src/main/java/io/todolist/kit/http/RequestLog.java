package io.todolist.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * A line of JSON for each request when it is over, however it ends, in a log category of its own; off by default, and then
 * nothing of it is in the way of a request. Nothing in a line is as a client has sent it, so none is longer than some 400
 * characters. What the platform asks about health has no line.
 */
@Singleton
class RequestLog {
    private static final Logger LOG = Logger.getLogger("io.todolist.requests");

    /** Before anything else sees a request. */
    private static final int ORDER = 3000;

    private static final int SHORTEST_KEY = 32;
    private static final int OWNER_BYTES = 8;

    private static final String HEALTH = "/q/health";

    /** In place of a path without a resource, and of a method that is none of HTTP's. */
    private static final String OTHER = "other";

    private static final Set<HttpMethod> KNOWN = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE);

    /** For a connection that ended before the whole answer was on its way, as nginx has it. */
    private static final int CLIENT_GONE = 499;

    @ConfigMapping(prefix = "todolist.requests")
    interface Config {
        @WithDefault("false")
        boolean log();

        /**
         * A secret of all pods and services, for what stands for a person. Without it each process makes one up, so that only
         * lines of one process can be told to be of the same person.
         */
        Optional<String> key();
    }

    private final Config config;
    private final Resources resources;
    private final String service;
    private final Optional<String> revision;
    private ColdStart start;
    private KeyedHash hash;

    RequestLog(
            Config config,
            Resources resources,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "K_REVISION") Optional<String> revision) {
        this.config = config;
        this.resources = resources;
        this.service = service;
        this.revision = revision;
    }

    void register(@Observes Filters filters) {
        if (config.log()) {
            hash = new KeyedHash(config.key().map(RequestLog::checked).orElseGet(RequestLog::random));
            start = new ColdStart();
            filters.register(this::begin, ORDER);
        }
    }

    private static byte[] checked(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "TODOLIST_REQUESTS_KEY needs %d characters or more".formatted(SHORTEST_KEY));
        }
        return key.getBytes(UTF_8);
    }

    private static byte[] random() {
        byte[] key = new byte[SHORTEST_KEY];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private void begin(RoutingContext context) {
        // A page's address comes by again, as that of the page's file.
        if (RequestLine.current() == null && !isHealth(context)) {
            RequestLine line = RequestLine.begin(start.isCold());
            context.addEndHandler(end -> write(context, line, end.failed()));
        }
        context.next();
    }

    private static boolean isHealth(RoutingContext context) {
        return context.request().path().startsWith(HEALTH);
    }

    private void write(RoutingContext context, RequestLine line, boolean clientGone) {
        JsonObject fields = new JsonObject().put("log", "request").put("time", line.time());
        fields.put("service", service);
        revision.ifPresent(name -> fields.put("revision", name));
        fields.put("trace", TraceContext.of(context));
        if (context.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            fields.put("owner", owner(token));
        }
        HttpMethod method = context.request().method();
        fields.put("method", KNOWN.contains(method) ? method.name() : OTHER)
                .put("route", line.route() == null ? template(context) : line.route())
                .put("status", clientGone ? CLIENT_GONE : context.response().getStatusCode());
        line.putTimes(fields);
        LOG.info(fields.encode());
    }

    /** Of the resource; a path that nobody can read has none. */
    private String template(RoutingContext context) {
        HttpMethod method = context.request().method();
        try {
            return resources
                    .at(context.normalizedPath())
                    .getOrDefault(method == HttpMethod.HEAD ? HttpMethod.GET.name() : method.name(), OTHER);
        } catch (IllegalArgumentException e) {
            return OTHER;
        }
    }

    private String owner(JsonWebToken token) {
        return HexFormat.of().formatHex(hash.of("owner", token.getSubject()), 0, OWNER_BYTES);
    }
}
