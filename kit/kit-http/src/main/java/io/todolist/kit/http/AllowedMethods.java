package io.todolist.kit.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * The methods that resources have for a path. A 405 must name them in {@code Allow} (RFC 9110, 15.5.6), and RESTEasy's does
 * not; this goes when {@link ClassRoutingHandler} says them itself.
 */
final class AllowedMethods {
    private AllowedMethods() {}

    static Set<String> at(String path) {
        var classes = new RequestMapper<>(
                ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers());
        Set<String> methods = new TreeSet<>();
        for (var match = classes.map(path); match != null; match = classes.continueMatching(path, match)) {
            addMethods(match, methods);
        }
        return methods;
    }

    private static void addMethods(RequestMapper.RequestMatch<InitialMatch> match, Set<String> methods) {
        String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
        for (ServerRestHandler handler : match.value.handlers) {
            if (handler instanceof ClassRoutingHandler routing) {
                routing.getMappers().forEach((method, resources) -> {
                    if (method != null && resources.map(remaining) != null) {
                        methods.add(method);
                    }
                });
            }
        }
    }
}
