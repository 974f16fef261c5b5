package io.todolist.rule.list;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the first screen shows of the caller's todos, from one SQL statement. */
@Path("/home")
@RolesAllowed("user")
@Tag(name = "Todos")
class HomeResource {
    private final Lists lists;
    private final JsonWebToken token;

    HomeResource(Lists lists, JsonWebToken token) {
        this.lists = lists;
        this.token = token;
    }

    @GET
    @Operation(summary = "A page of todos as in the list, and the counts")
    public Uni<Home> home(@BeanParam ListParameters parameters) {
        return lists.home(token.getSubject(), parameters.read());
    }
}
