package io.todolist.user;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.jaxrs.WebApplicationExceptionMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Bodies that cannot be read, as problems (RFC 9457) that name the field and no class of ours. */
class JsonErrors {
    /** In front of the mappers of the problem extension (999), which quote Jackson. */
    private static final int FIRST = 1;

    @ServerExceptionMapper(
            value = {
                JsonProcessingException.class,
                JsonParseException.class,
                MismatchedInputException.class,
                InvalidFormatException.class,
                UnrecognizedPropertyException.class
            },
            priority = FIRST)
    Response unreadable(JsonProcessingException e) {
        return problem(e).toResponse();
    }

    /** How the JSON reader reports what is no JSON at all. */
    @ServerExceptionMapper(priority = FIRST)
    Response malformed(WebApplicationException e) {
        return e.getCause() instanceof JsonProcessingException json
                ? unreadable(json)
                : new WebApplicationExceptionMapper().toResponse(e);
    }

    static HttpProblem problem(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(Collectors.joining("."));
            boolean unknown = e instanceof UnrecognizedPropertyException;
            return new InvalidBody(field, unknown ? "unknown field" : "has the wrong JSON type");
        }
        if (e instanceof MismatchedInputException) {
            return noObject();
        }
        JsonLocation place = e.getLocation();
        return badRequest(
                "The body is not valid JSON: line %d, column %d.".formatted(place.getLineNr(), place.getColumnNr()));
    }

    static HttpProblem noObject() {
        return badRequest("The body must be a JSON object.");
    }

    private static HttpProblem badRequest(String detail) {
        return HttpProblem.builder()
                .withStatus(400)
                .withTitle("Bad Request")
                .withDetail(detail)
                .build();
    }
}
