package io.todolist.rule.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.postgres.UuidV7;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes todos. A key is kept with the todo that it made, beside a hash of what was asked for: it is good for as long as the
 * todo is there, and a repetition gets the todo as it is now.
 */
@Singleton
class Creations {
    /** In front of all older todos: minus the microsecond of the creation, and a thousandth by chance against ties. */
    private static final String FIRST_PLACE =
            "-trunc(extract(epoch from now()) * 1000000) - trunc(random()::numeric, 3)";

    private static final String CREATE =
            """
            insert into todo as t (owner, creation_key, creation_hash, id, name, description, status, due, done_at,
                                   position, created_at, updated_at, version)
            select $1, $2, $3, $4, $5, $6, $7, $8, case $7::smallint when %d then now() end, %s, now(), now(), 0
            where %s
            on conflict (owner, creation_key) where creation_key is not null do nothing
            returning %s"""
                    .formatted(Status.DONE.ordinal(), FIRST_PLACE, Device.tell("$9"), Todo.COLUMNS);

    private static final String REPEAT =
            """
            select %s, t.creation_hash from todo t where t.owner = $1 and t.creation_key = $2"""
                    .formatted(Todo.COLUMNS);

    private final FairPool connections;
    private final Device device;

    Creations(@ReactiveDataSource(ChangePool.NAME) FairPool connections, Device device) {
        this.connections = connections;
        this.device = device;
    }

    Uni<Todo> create(String owner, TodoInput input, String key) {
        return connections.use(owner, pool -> create(pool, owner, input, key));
    }

    private Uni<Todo> create(Pool pool, String owner, TodoInput input, String key) {
        Buffer hash = key == null ? null : hash(key, input);
        Tuple values = Tuple.tuple()
                .addString(owner)
                .addString(key)
                .addValue(hash)
                .addUUID(UuidV7.next())
                .addString(input.name())
                .addString(input.description())
                .addShort(input.status().number())
                .addLocalDate(input.due())
                .addString(device.name());
        return pool.preparedQuery(CREATE)
                .mapping(Todo::from)
                .execute(values)
                .chain(made -> made.size() == 1
                        ? Uni.createFrom().item(made.iterator().next())
                        : repeat(pool, owner, input, key, hash));
    }

    private Uni<Todo> repeat(Pool pool, String owner, TodoInput input, String key, Buffer hash) {
        return pool.preparedQuery(REPEAT).execute(Tuple.of(owner, key)).chain(first -> {
            if (first.size() == 0) {
                // Erased meanwhile.
                return create(pool, owner, input, key);
            }
            Row row = first.iterator().next();
            if (!hash.equals(row.get(Buffer.class, "creation_hash"))) {
                throw keyOfAnotherRequest();
            }
            return Uni.createFrom().item(Todo.from(row));
        });
    }

    /** Of what is not a field's default, in this order: a later version, with more fields, hashes the same request alike. */
    private static Buffer hash(String key, TodoInput input) {
        List<Object> parts = new ArrayList<>(List.of("name", input.name()));
        if (!input.description().isEmpty()) {
            parts.addAll(List.of("description", input.description()));
        }
        if (input.status() != Status.IN_PROGRESS) {
            parts.addAll(List.of("status", input.status()));
        }
        if (input.due() != null) {
            parts.addAll(List.of("due", input.due()));
        }
        return Buffer.buffer(IdempotencyKey.fingerprint(key, parts.toArray()));
    }

    private static HttpProblem keyOfAnotherRequest() {
        return HttpProblem.builder()
                .withStatus(422)
                .withTitle("Unprocessable Content")
                .withDetail("This Idempotency-Key came with another request before")
                .build();
    }
}
