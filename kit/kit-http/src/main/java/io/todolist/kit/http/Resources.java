package io.todolist.kit.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/** Which resources there are for a path, as RESTEasy finds them. */
@Singleton
class Resources {
    private final RequestMapper<InitialMatch> classes =
            new RequestMapper<>(ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers());

    private final Map<RuntimeResource, String> templates = new ConcurrentHashMap<>();

    /** Of each method that there is for the path the template of its own, such as {@code /todos/{id}}. */
    Map<String, String> at(String path) {
        Map<String, String> found = new TreeMap<>();
        for (var match = classes.map(path); match != null; match = classes.continueMatching(path, match)) {
            add(match, found);
        }
        return found;
    }

    private void add(RequestMapper.RequestMatch<InitialMatch> match, Map<String, String> found) {
        String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
        for (ServerRestHandler handler : match.value.handlers) {
            if (handler instanceof ClassRoutingHandler routing) {
                routing.getMappers().forEach((method, resources) -> {
                    var resource = resources.map(remaining);
                    if (method != null && resource != null && resource.remaining.isEmpty()) {
                        found.putIfAbsent(
                                method,
                                templates.computeIfAbsent(
                                        resource.value, it -> joined(match.template, resource.template)));
                    }
                });
            }
        }
    }

    /** Without what parameters must look like. */
    private static String joined(URITemplate ofTheClass, URITemplate ofTheMethod) {
        String template = ofTheClass.template + ofTheMethod.template;
        return template.replaceAll("\\{\\s*(\\w+)\\s*:.*?\\}+(?=/|$)", "{$1}")
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }
}
