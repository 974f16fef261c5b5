package io.todolist.gateway.security;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.todolist.kit.http.Problems;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What somebody is told who is not signed in. A 401 should name a scheme (RFC 9110, 15.5.2); there is none for cookies, and a
 * browser must not ask for a password.
 */
class Unauthorized {
    /** In front of the kit's mappers, which name the scheme of the other services. */
    private static final int FIRST = Problems.FIRST - 1;

    @ServerExceptionMapper(
            value = {UnauthorizedException.class, AuthenticationFailedException.class},
            priority = FIRST)
    Response nobody(Exception e, UriInfo uri) {
        return Problems.response(HttpProblem.valueOf(Response.Status.UNAUTHORIZED, "Nobody is signed in"), e, uri);
    }
}
