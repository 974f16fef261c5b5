package io.todolist.todo;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.jaxrs.WebApplicationExceptionMapper;
import io.quarkiverse.resteasy.problem.validation.Violation;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Problems (RFC 9457) where the library's own would name our classes or, for 401, fail with this Quarkus. */
class Errors {
    /** In front of the library's mappers. */
    static final int FIRST = 1;

    @ServerExceptionMapper(
            value = {
                MismatchedInputException.class,
                InvalidFormatException.class,
                UnrecognizedPropertyException.class,
                JsonProcessingException.class
            },
            priority = FIRST)
    Response json(JsonProcessingException e) {
        return problem(e).toResponse();
    }

    /** How the JSON reader reports what is no JSON at all. */
    @ServerExceptionMapper(priority = FIRST)
    Response malformed(WebApplicationException e) {
        return e.getCause() instanceof JsonProcessingException json
                ? json(json)
                : new WebApplicationExceptionMapper().toResponse(e);
    }

    @ServerExceptionMapper(
            value = {UnauthorizedException.class, AuthenticationFailedException.class},
            priority = FIRST)
    Response unauthorized(SecurityException e) {
        return HttpProblem.builder()
                .withStatus(401)
                .withTitle("Unauthorized")
                .withDetail("A valid access token is needed")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build()
                .toResponse();
    }

    /** Names the field, or else the place in the text. */
    static HttpProblem problem(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String message =
                    e instanceof UnrecognizedPropertyException ? "is not a known field" : "has a wrong type or value";
            return BadInput.of(Violation.In.body.field(path(mapping)).message(message));
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
