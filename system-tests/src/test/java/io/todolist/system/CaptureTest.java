package io.todolist.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whoever wants the events in Kafka takes Debezium's outbox event router, and needs no change of ours: what the tables {@code event}
 * have arrives whole, and in order for each account and todo. It may come twice.
 */
@Tag("long")
@Tag("once")
class CaptureTest {
    private static final String TOPIC = "outbox.event.";

    private final Todolist system = Todolist.running();
    private final Map<String, Database> captured = Map.of("users", system.users, "todos", system.todos);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger changes = new AtomicInteger();
    private Kafka kafka;

    @BeforeEach
    void start() throws Exception {
        kafka = new Kafka().startBroker();
        captured.forEach(kafka::capture);
    }

    /** A slot that nobody reads any more would keep the database's log for good. */
    @AfterEach
    void stop() {
        kafka.close();
        captured.values().forEach(database -> {
            database.execute("select pg_terminate_backend(active_pid) from pg_replication_slots where active");
            await().untilAsserted(() ->
                    assertEquals(0, database.count("select count(*) from pg_replication_slots where active")));
            database.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots");
        });
    }

    @Test
    void allArrivesInOrderThoughKafkaAndConnectAreKilled() throws Exception {
        change(1);
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(
                        () -> {
                            while (!enough.get()) {
                                change(writer);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        try {
            kafka.startConnect();
            awaitArrivals();
            kafka.killBroker();
            awaitChanges();
            kafka.startBroker();
            awaitArrivals();
            kafka.killConnect();
            awaitChanges();
            kafka.startConnect();
            awaitArrivals();
        } finally {
            enough.set(true);
        }
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
        Map<String, List<String>> written = written();
        assertTrue(
                written.keySet().containsAll(List.of("account captured-0", "account captured-1")), written::toString);
        assertTrue(written.keySet().stream().anyMatch(subject -> subject.startsWith("todo ")), written::toString);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<String, List<String>> arrived = arrived();
            // What was erased since is still there.
            arrived.keySet().retainAll(written.keySet());
            assertEquals(written, arrived);
        });
    }

    /** Somebody comes and does a few things, and some go; and what there is no endpoint for happens to two accounts. */
    private void change(int writer) {
        Visitor visitor = Visitor.registered();
        String todo = "/api/todos/" + visitor.added("captured");
        for (String status : List.of("IN_PROGRESS", "PAUSED", "DONE")) {
            visitor.request().body(Map.of("status", status)).patch(todo).then().statusCode(200);
            happensTo("captured-" + writer % 2);
        }
        if (writer > 1) {
            visitor.request()
                    .body(Map.of("password", Visitor.PASSWORD))
                    .delete("/api/me")
                    .then()
                    .statusCode(204);
        }
        changes.incrementAndGet();
    }

    /** Two at once are one after the other, as by the row of an account. */
    private void happensTo(String account) {
        system.users.execute(
                """
                insert into event (id, aggregatetype, aggregateid, type, payload)
                select gen_random_uuid(), 'account', '%1$s', 'io.todolist.test.v1', '{}'
                from (select pg_advisory_xact_lock(hashtext('%1$s'))) in_turn
                """
                        .formatted(account));
    }

    private void awaitChanges() {
        int before = changes.get();
        await().atMost(Duration.ofSeconds(60)).until(() -> changes.get() >= before + 10);
    }

    private void awaitArrivals() {
        int before = arrived().size();
        await().atMost(Duration.ofSeconds(60)).until(() -> arrived().size() >= before + 10);
    }

    /** By what they are about, the ids of events in their order. */
    private Map<String, List<String>> written() throws SQLException {
        Map<String, List<String>> written = new HashMap<>();
        for (Database database : captured.values()) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select aggregatetype, aggregateid, id, type from event order by position")) {
                while (rows.next()) {
                    written.computeIfAbsent(rows.getString(1) + " " + rows.getString(2), subject -> new ArrayList<>())
                            .add(rows.getString(3) + " " + rows.getString(4));
                }
            }
        }
        return written;
    }

    /** What comes again has come before. */
    private Map<String, List<String>> arrived() {
        Map<String, Set<String>> arrived = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.address()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> partition.topic().startsWith(TOPIC))
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    String kind = message.topic().substring(TOPIC.length());
                    arrived.computeIfAbsent(kind + " " + message.key(), subject -> new LinkedHashSet<>())
                            .add(header(message, "id") + " " + header(message, "type"));
                }
            }
        }
        Map<String, List<String>> lists = new HashMap<>();
        arrived.forEach((subject, ids) -> lists.put(subject, List.copyOf(ids)));
        return lists;
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value());
    }
}
