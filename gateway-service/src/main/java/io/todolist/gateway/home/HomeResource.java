package io.todolist.gateway.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.api.TodoBodies.Counts;
import io.todolist.gateway.api.TodoBodies.TodoPage;
import io.todolist.gateway.security.Caller;
import io.todolist.gateway.security.Identity;
import io.todolist.gateway.todo.RuleService;
import io.todolist.kit.http.TraceContext;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.MDC;

/** All that the first screen shows, in one call. */
@Path("/api/home")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Home")
class HomeResource {
    private final RuleService rules;
    private final Caller caller;
    private final ObjectMapper json;

    HomeResource(RuleService rules, Caller caller, ObjectMapper json) {
        this.rules = rules;
        this.caller = caller;
        this.json = json;
    }

    /** How the OpenAPI document describes the answer. */
    @Schema(requiredProperties = {"user", "problems"})
    private record Home(
            Identity user,
            TodoPage todos,
            Counts counts,
            @Schema(description = "Why todos or counts are missing, by that name") Map<String, HttpProblem> problems) {}

    /** What the answer begins with; todos and counts come behind it, or else problems say why they could not be had. */
    // In no signature of an endpoint: a native image would not know it.
    @RegisterForReflection
    record Start(Identity user, Map<String, HttpProblem> problems) {}

    @GET
    @Operation(
            summary = "User, first page of todos, counts",
            description = "Takes the parameters of GET /api/todos. What could not be had is left out.")
    @APIResponseSchema(Home.class)
    public Uni<byte[]> home(@Context UriInfo uri) {
        Identity user = Identity.from(caller);
        String traceId = (String) MDC.get(TraceContext.KEY);
        return rules.home(uri.getQueryParameters())
                .map(rest -> joined(written(new Start(user, Map.of())), rest))
                .onFailure(failure -> !isAboutTheRequest(failure))
                .recoverWithItem(failure -> written(new Start(user, problems(failure, traceId))));
    }

    /** Bad input, or a session that is over. */
    private static boolean isAboutTheRequest(Throwable failure) {
        return failure instanceof HttpProblem problem
                && (problem.getStatusCode() == 400 || problem.getStatusCode() == 401);
    }

    /** One JSON object of two. */
    private static byte[] joined(byte[] first, byte[] second) {
        return Buffer.buffer(first.length + second.length)
                .appendBytes(first, 0, first.length - 1)
                .appendString(",")
                .appendBytes(second, 1, second.length - 1)
                .getBytes();
    }

    private byte[] written(Start start) {
        try {
            return json.writeValueAsBytes(start);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, HttpProblem> problems(Throwable failure, String traceId) {
        if (!(failure instanceof HttpProblem)) {
            Log.error("The home page failed", failure);
        }
        HttpProblem known = failure instanceof HttpProblem problem
                ? problem
                : HttpProblem.valueOf(Response.Status.INTERNAL_SERVER_ERROR);
        HttpProblem problem =
                HttpProblem.builder(known).with(TraceContext.KEY, traceId).build();
        return Map.of("todos", problem, "counts", problem);
    }
}
