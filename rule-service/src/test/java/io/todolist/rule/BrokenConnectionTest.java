package io.todolist.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.kit.http.IdempotencyKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A database that goes away takes its connections with it: while they are used, lie in the pool, or are just given out. */
@QuarkusTest
class BrokenConnectionTest {
    private static final int TIMES = 400;

    private final Person ann = new Person();
    private String id;
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void isA503WhateverItWasDoing() {
        id = ann.added("one");
        List<CompletableFuture<Void>> writers = Stream.generate(
                        () -> CompletableFuture.runAsync(this::write, task -> new Thread(task).start()))
                .limit(6)
                .toList();
        for (int i = 0; i < TIMES; i++) {
            Database.run("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and application_name <> 'test'");
        }
        stop.set(true);
        writers.forEach(CompletableFuture::join);
        Set<Integer> others = new HashSet<>(statuses);
        others.removeAll(Set.of(200, 503));
        assertEquals(Set.of(), others);
    }

    private void write() {
        for (int i = 0; !stop.get(); i++) {
            statuses.add(ann.request()
                    .header(IdempotencyKey.HEADER, Thread.currentThread().getName() + i)
                    .body(Map.of("name", "name " + i))
                    .patch("/todos/{id}", id)
                    .statusCode());
        }
    }
}
