package io.todolist.rule.todo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
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
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes todos. A key is kept with the todo that it made, beside a hash of what was asked for: it is good for as long as the
 * todo is there, and a repetition gets the todo as it is now. The version before kept keys in the table
 * idempotent_creation, which is looked at here as well, so that a retry which began there makes no second todo; the next
 * release drops the table and what reads it.
 */
@Singleton
class Creations {
    /** In front of all older todos: minus the microsecond of the creation, and a thousandth by chance against ties. */
    private static final String FIRST_PLACE =
            "-trunc(extract(epoch from now()) * 1000000) - trunc(random()::numeric, 3)";

    private static final String OF_THE_VERSION_BEFORE =
            """
            from idempotent_creation c join todo t on t.owner = c.owner and t.id = (c.answer::jsonb ->> 'id')::uuid
            where c.owner = $1 and c.key = $2
            """;

    private static final String CREATE =
            """
            insert into todo as t (owner, creation_key, creation_hash, id, name, description, status, due, done_at,
                                   position, created_at, updated_at, version)
            select $1, $2::text, $3, $4, $5, $6, $7::smallint, $8, case $7::smallint when %d then now() end,
                   %s, now(), now(), 0
            where $2 is null or not exists (select %s)
            on conflict (owner, creation_key) where creation_key is not null do nothing
            returning %s"""
                    .formatted(Status.DONE.ordinal(), FIRST_PLACE, OF_THE_VERSION_BEFORE, Todo.COLUMNS);

    private static final String REPEAT =
            """
            select %1$s, t.creation_hash, null as request from todo t where t.owner = $1 and t.creation_key = $2
            union all
            select %1$s, null, c.request %2$s"""
                    .formatted(Todo.COLUMNS, OF_THE_VERSION_BEFORE);

    private final FairPool connections;
    private final ObjectReader requests;

    Creations(@ReactiveDataSource(ChangePool.NAME) FairPool connections, ObjectMapper json) {
        this.connections = connections;
        // A later version may have written more.
        this.requests = json.readerFor(TodoInput.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
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
                .addLocalDate(input.due());
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
            if (!hash.equals(firstHash(key, row))) {
                throw keyOfAnotherRequest();
            }
            return Uni.createFrom().item(Todo.from(row));
        });
    }

    private Buffer firstHash(String key, Row row) {
        String request = row.getString("request");
        try {
            return request == null ? row.get(Buffer.class, "creation_hash") : hash(key, requests.readValue(request));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
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
