package io.todolist.session;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** 401 with the challenge that bearer tokens need (RFC 6750, 3), as problems. */
class TokenErrors {
    /** In front of the mappers of the problem extension (999), which do not work with this version of Quarkus. */
    private static final int FIRST = 1;

    @ServerExceptionMapper(value = UnauthorizedException.class, priority = FIRST)
    Response missing() {
        return unauthorized("An access token is needed.", "Bearer");
    }

    @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = FIRST)
    Response refused() {
        return unauthorized("The access token is not valid.", "Bearer error=\"invalid_token\"");
    }

    private static Response unauthorized(String detail, String challenge) {
        return HttpProblem.builder()
                .withStatus(401)
                .withTitle("Unauthorized")
                .withDetail(detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build()
                .toResponse();
    }
}
