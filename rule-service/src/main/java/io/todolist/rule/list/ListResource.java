package io.todolist.rule.list;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's todos as lists. */
@Path("/todos")
@RolesAllowed("user")
@Tag(name = "Todos")
class ListResource {
    private final Lists lists;
    private final JsonWebToken token;

    ListResource(Lists lists, JsonWebToken token) {
        this.lists = lists;
        this.token = token;
    }

    @GET
    @Operation(
            summary = "List",
            description =
                    "A page by cursor (`after`) or by number (`page`), with the total. By cursor, the bin and what is"
                            + " found by text or days is counted to " + Selection.COUNTED_AT_MOST
                            + "; `totalIsExact` is false if there is more, and a page ends early, with `next`, where"
                            + " its todos have 256 KiB of text. By number, a page can be reached that is at"
                            + " most " + Place.FARTHEST + " todos away from the beginning or the end of the list.")
    public Uni<TodoPage> list(@BeanParam ListParameters parameters) {
        return lists.page(token.getSubject(), parameters.read());
    }

    @GET
    @Path("/counts")
    @Operation(summary = "How many there are of each status, and in the bin")
    public Uni<Counts> counts() {
        return lists.counts(token.getSubject());
    }
}
