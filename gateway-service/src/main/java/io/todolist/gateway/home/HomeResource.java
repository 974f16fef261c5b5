package io.todolist.gateway.home;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.account.Caller;
import io.todolist.gateway.account.Identity;
import io.todolist.gateway.downstream.RuleService;
import io.todolist.gateway.edge.TraceId;
import io.todolist.gateway.todo.TodoApi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** All that the first screen shows, in one call. */
@Path("/api/home")
@Authenticated
@Tag(name = "Home")
class HomeResource {
    private final RuleService rules;
    private final TodoApi api;
    private final Caller caller;

    HomeResource(RuleService rules, @RestClient TodoApi api, Caller caller) {
        this.rules = rules;
        this.api = api;
        this.caller = caller;
    }

    /**
     * A part that could not be had is left out.
     *
     * @param todos a page of todos as in GET /api/todos
     * @param counts as in GET /api/todos/counts
     * @param problems why a part is missing, under the part's name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Home(
            Identity user, @JsonRawValue String todos, @JsonRawValue String counts, Map<String, HttpProblem> problems) {

        static Home from(Identity user, Part todos, Part counts) {
            Map<String, HttpProblem> problems = new LinkedHashMap<>();
            todos.report("todos", problems);
            counts.report("counts", problems);
            return new Home(user, todos.json(), counts.json(), problems);
        }
    }

    private record Part(String json, HttpProblem problem) {

        void report(String name, Map<String, HttpProblem> problems) {
            if (problem != null) {
                problems.put(name, problem);
            }
        }
    }

    @GET
    @Operation(
            summary = "User, first page of todos, counts",
            description = "Takes the parameters of GET /api/todos. Fails only when nobody is signed in.")
    public Uni<Home> home(@Context UriInfo uri) {
        String authorization = caller.authorization();
        Identity user = Identity.from(caller);
        Uni<Part> todos = part(() -> api.list(authorization, uri.getQueryParameters()));
        Uni<Part> counts = part(() -> api.counts(authorization));
        return Uni.combine().all().unis(todos, counts).with((first, second) -> Home.from(user, first, second));
    }

    private Uni<Part> part(Supplier<Uni<RestResponse<byte[]>>> call) {
        String traceId = TraceId.current();
        return rules.repeatable(call)
                .map(answer -> new Part(new String(answer.getEntity(), StandardCharsets.UTF_8), null))
                .onFailure()
                .recoverWithItem(failure -> new Part(null, problem(failure, traceId)));
    }

    private static HttpProblem problem(Throwable failure, String traceId) {
        if (!(failure instanceof HttpProblem)) {
            Log.error("A part of the home page failed", failure);
        }
        HttpProblem problem = failure instanceof HttpProblem known
                ? known
                : HttpProblem.valueOf(Response.Status.INTERNAL_SERVER_ERROR);
        return HttpProblem.builder(problem).with("traceId", traceId).build();
    }
}
