package io.todolist.kit.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads the body of a request before anything works on it, within a size and a time: a client that sends slowly, or does not
 * end, keeps nothing busy but its connection. Too long is 413, too slow 408, and both end the connection.
 */
@Singleton
class BodyLimit {
    /** Filters with a higher number come first; Quarkus' own limit of the size, whose answer is empty, comes after all of them. */
    private static final int ORDER = 100;

    @ConfigMapping(prefix = "todolist.body")
    interface Config {
        /** From the end of the head to the end of the body. */
        @WithDefault("10s")
        Duration timeout();
    }

    private final long bytes;
    private final Duration timeout;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, Config config) {
        bytes = limit.asLongValue();
        timeout = config.timeout();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, ORDER);
    }

    private void check(RoutingContext context) {
        // A page's address comes by again, as that of the page's file.
        if (!hasBody(context.request()) || context.request().isEnded()) {
            context.next();
            return;
        }
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > bytes) {
            tooLong(context);
        } else {
            read(context);
        }
    }

    /** That of a GET means nothing (RFC 9110, 9.3.1), but it comes, and as slowly as others. */
    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }

    private void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        long timer = context.vertx()
                .setTimer(
                        timeout.toMillis(),
                        late -> refuse(context, 408, "The body took longer than " + timeout.toSeconds() + " seconds"));
        context.addEndHandler(end -> context.vertx().cancelTimer(timer));
        request.handler(part -> {
            if (body.length() + part.length() <= bytes) {
                body.appendBuffer(part);
            } else {
                tooLong(context);
            }
        });
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            // RESTEasy would wait for ever for more than nothing; white space means as little.
            ((RoutingContextInternal) context).setBody(body.length() == 0 ? Buffer.buffer(" ") : body);
            if (!context.response().ended()) {
                context.next();
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        request.resume();
    }

    private void tooLong(RoutingContext context) {
        refuse(context, 413, "The body is longer than " + bytes + " bytes");
    }

    private static void refuse(RoutingContext context, int status, String detail) {
        if (!context.response().ended()) {
            RouteProblem.sendAndClose(context, status, detail);
        }
    }
}
