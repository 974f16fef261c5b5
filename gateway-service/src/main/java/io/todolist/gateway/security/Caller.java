package io.todolist.gateway.security;

import io.todolist.kit.http.IdempotencyKey;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sends the current request, as the verified access token says, and with which key. */
@Singleton
public class Caller {
    private final JsonWebToken token;
    private final HttpHeaders headers;

    Caller(JsonWebToken token, HttpHeaders headers) {
        this.token = token;
        this.headers = headers;
    }

    public String id() {
        return token.getSubject();
    }

    public String name() {
        return token.getName();
    }

    public List<String> roles() {
        return token.getGroups().stream().sorted().toList();
    }

    /** What the services behind the gateway are shown. */
    public String authorization() {
        return "Bearer " + token.getRawToken();
    }

    /** The Idempotency-Key or null. */
    public String key() {
        return headers.getHeaderString(IdempotencyKey.HEADER);
    }
}
