package io.todolist.rule.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Todos one by one. Every question names the owner; somebody else's todo is as good as none. */
@Singleton
public class Todos {
    private static final String GET =
            "select " + Todo.COLUMNS + " from todo t where t.owner = $1 and t.id = $2 and t.deleted_at is null";

    private final Pool pool;

    Todos(Pool pool) {
        this.pool = pool;
    }

    Uni<Todo> get(String owner, UUID id) {
        return pool.preparedQuery(GET)
                .mapping(Todo::from)
                .execute(Tuple.of(owner, id))
                .map(found -> {
                    if (found.size() == 0) {
                        throw missing();
                    }
                    return found.iterator().next();
                });
    }

    public static HttpProblem missing() {
        return HttpProblem.builder()
                .withStatus(404)
                .withTitle("Not Found")
                .withDetail("There is no such todo")
                .build();
    }
}
