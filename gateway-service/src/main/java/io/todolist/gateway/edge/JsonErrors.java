package io.todolist.gateway.edge;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** JSON that can't be read is a 400 that names the field or the place; Jackson's own words would name our classes. */
class JsonErrors {
    /** In front of the mappers of the problem extension, which quote Jackson. */
    private static final int FIRST = 1;

    @ServerExceptionMapper(
            value = {
                InvalidFormatException.class,
                UnrecognizedPropertyException.class,
                MismatchedInputException.class,
                JsonProcessingException.class
            },
            priority = FIRST)
    Response unreadable(JsonProcessingException e, UriInfo uri) {
        return response(problem(e), e, uri);
    }

    /** Malformed JSON comes as the cause of a 400; the other ones are 405, 415 and the like. */
    @ServerExceptionMapper(priority = FIRST)
    Response refused(WebApplicationException e, UriInfo uri) {
        return response(e.getCause() instanceof JsonProcessingException json ? problem(json) : problem(e), e, uri);
    }

    private static Response response(HttpProblem problem, Exception cause, UriInfo uri) {
        return ExceptionMapperBase.postProcessorsRegistry
                .applyPostProcessing(problem, ProblemContext.of(cause, uri))
                .toResponse();
    }

    private static HttpProblem problem(WebApplicationException e) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        HttpProblem.Builder problem = HttpProblem.builder().withStatus(status).withTitle(status.getReasonPhrase());
        String allowed = e.getResponse().getHeaderString("Allow");
        if (allowed != null) {
            problem.withHeader("Allow", allowed);
        }
        return problem.build();
    }

    private static HttpProblem problem(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String message =
                    e instanceof UnrecognizedPropertyException ? "is not a known field" : "has a wrong type or value";
            return BadInput.of(Violation.In.body, path(mapping), message);
        }
        JsonLocation place = e.getLocation();
        String where = place == null ? "" : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
        return HttpProblem.builder()
                .withStatus(400)
                .withTitle("Bad Request")
                .withDetail("The body is not the JSON that is expected here" + where)
                .build();
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
