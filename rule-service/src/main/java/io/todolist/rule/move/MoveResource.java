package io.todolist.rule.move;

import io.quarkiverse.resteasy.problem.validation.Violation;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.http.UuidText;
import io.todolist.rule.todo.Todo;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The order that an owner gives the todos by hand. */
@Path("/todos")
@RolesAllowed("user")
@Tag(name = "Todos")
class MoveResource {
    private final Moves moves;
    private final JsonWebToken token;

    MoveResource(Moves moves, JsonWebToken token) {
        this.moves = moves;
        this.token = token;
    }

    @POST
    @Path(UuidText.ID + "/move")
    @Operation(summary = "Move", description = "Exactly one of `before` and `after`, the id of another todo.")
    public Uni<RestResponse<Todo>> move(UUID id, @HeaderParam(IdempotencyKey.HEADER) String key, @NotNull Move move) {
        if (!move.hasOneNeighbour()) {
            throw BadInput.of(Violation.In.body, "before", "exactly one of before and after is needed");
        }
        return moves.make(move, token.getSubject(), id, key).map(Todo::answer);
    }
}
