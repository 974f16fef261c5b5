package io.todolist.gateway.security;

import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The signed-in user of the current request, as the verified access token says. */
@Singleton
public class Caller {
    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
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
}
