package io.todolist.kit.http;

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
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Problems (RFC 9457) for what a request got wrong before a resource saw it. The library's own mappers come after these:
 * they quote Jackson, which names our classes, and its one for 401 does not work with this Quarkus (see
 * {@link Target_HttpUnauthorizedUtils}).
 */
public class Problems {
    /** In front of the library's mappers, which have 999. */
    public static final int FIRST = 1;

    /** The type of a 503 of a service that does not do more of this at once; to ask again soon would only make it busier. */
    public static final URI BUSY = URI.create("urn:todolist:problem:busy");

    /** The type of a 503 that is about this one request, which others of the same user or todo are in the way of. */
    public static final URI CONTENTION = URI.create("urn:todolist:problem:contention");

    /** The type of a 403 for somebody who keeps as much as one may. */
    public static final URI QUOTA = URI.create("urn:todolist:problem:quota");

    private final AllowedMethods methods;

    Problems(AllowedMethods methods) {
        this.methods = methods;
    }

    /**
     * What a caller without a good token is told.
     *
     * @param challenge RFC 6750, 3
     */
    public static HttpProblem unauthorized(String detail, String challenge) {
        return HttpProblem.builder()
                .withStatus(401)
                .withTitle("Unauthorized")
                .withDetail(detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    /** Names the field, or else the place in the text. */
    public static HttpProblem of(JsonProcessingException e) {
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

    /** With what each answer that is a problem gets: the trace id, and a line in the log if it is a failure of ours. */
    public static Response response(HttpProblem problem, Throwable cause, UriInfo uri) {
        return ExceptionMapperBase.postProcessorsRegistry
                .applyPostProcessing(problem, ProblemContext.of(cause, uri))
                .toResponse();
    }

    @ServerExceptionMapper(
            value = {
                MismatchedInputException.class,
                InvalidFormatException.class,
                UnrecognizedPropertyException.class,
                JsonProcessingException.class
            },
            priority = FIRST)
    Response json(JsonProcessingException e, UriInfo uri) {
        return response(of(e), e, uri);
    }

    /** What is no JSON at all comes as the cause of a 400; the other ones are 404, 405, 415 and the like. */
    @ServerExceptionMapper(priority = FIRST)
    Response refused(WebApplicationException e, UriInfo uri) {
        HttpProblem problem =
                e.getCause() instanceof JsonProcessingException json ? of(json) : refusal(e.getResponse(), uri);
        return response(problem, e, uri);
    }

    @ServerExceptionMapper(value = UnauthorizedException.class, priority = FIRST)
    Response tokenMissing(UnauthorizedException e, UriInfo uri) {
        return response(unauthorized("An access token is needed", "Bearer"), e, uri);
    }

    @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = FIRST)
    Response tokenRefused(AuthenticationFailedException e, UriInfo uri) {
        return response(unauthorized("The access token is not valid", "Bearer error=\"invalid_token\""), e, uri);
    }

    private HttpProblem refusal(Response response, UriInfo uri) {
        Response.StatusType status = response.getStatusInfo();
        HttpProblem.Builder problem = HttpProblem.builder().withStatus(status).withTitle(status.getReasonPhrase());
        if (status.getStatusCode() == 405) {
            problem.withHeader(HttpHeaders.ALLOW, String.join(", ", methods.at(uri.getPath())));
        }
        return problem.build();
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
