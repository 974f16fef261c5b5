package io.todolist.todo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/**
 * First answers to creations with an Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header), kept for a day.
 * The key's row is written in the todo's own transaction: of two requests at once, one waits for the other's answer.
 */
@ApplicationScoped
class IdempotentCreations {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Todos todos;
    private final ObjectMapper json;

    IdempotentCreations(Todos todos, ObjectMapper json) {
        this.todos = todos;
        this.json = json;
    }

    Uni<TodoView> create(String key, TodoInput input, Todo todo) {
        TodoView answer = TodoView.from(todo);
        return forgetOld(todo.owner)
                .chain(() -> claim(key, input, todo.owner, answer))
                .chain(claimed -> claimed ? todos.persist(todo).replaceWith(answer) : repeat(key, input, todo.owner));
    }

    private Uni<Boolean> claim(String key, TodoInput input, String owner, TodoView answer) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into idempotent_creation values (?1, ?2, ?3, ?4, ?5)"
                                        + " on conflict do nothing")
                        .setParameter(1, owner)
                        .setParameter(2, key)
                        .setParameter(3, text(input))
                        .setParameter(4, text(answer))
                        .setParameter(5, Instant.now())
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    private Uni<TodoView> repeat(String key, TodoInput input, String owner) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select request, answer from idempotent_creation where owner = ?1 and key = ?2",
                                Object[].class)
                        .setParameter(1, owner)
                        .setParameter(2, key)
                        .getSingleResult())
                .map(first -> {
                    if (!text(input).equals(first[0])) {
                        throw keyUsedForAnotherRequest();
                    }
                    return answer((String) first[1]);
                });
    }

    private static Uni<Integer> forgetOld(String owner) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "delete from idempotent_creation where owner = ?1 and created_at < ?2")
                .setParameter(1, owner)
                .setParameter(2, Instant.now().minus(KEPT))
                .executeUpdate());
    }

    private static HttpProblem keyUsedForAnotherRequest() {
        return HttpProblem.builder()
                .withStatus(422)
                .withTitle("Unprocessable Content")
                .withDetail("This Idempotency-Key came with another request before")
                .build();
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TodoView answer(String text) {
        try {
            return json.readValue(text, TodoView.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
