package io.todolist.kit.events;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What events do in this service's database, and its place in the feed: both in one transaction. An event that fails again and
 * again is set aside with its reason, and so is what comes later of the same subject, whose order is kept; others go on. What has
 * no failures is only there because of an earlier one, or because somebody has mended the cause and said so (k8s/events retry).
 */
@Singleton
class Effects {
    private static final String PLACE =
            """
            select done, coalesce((select min(sequence) from event_failure where event is not null), '') as set_aside
            from event_place
            """;

    /** No row if another instance was faster. */
    private static final String MOVE = "update event_place set done = $2 where done = $1";

    private static final String SET_ASIDE_OF = "select distinct subject from event_failure where event is not null";

    private static final String COUNT =
            """
            insert into event_failure as known (id, sequence, subject, reason, failures) values ($1, $2, $3, $4, 1)
            on conflict (id) do update set failures = known.failures + 1, reason = excluded.reason
            returning failures
            """;

    private static final String SET_ASIDE =
            """
            insert into event_failure as known (id, sequence, subject, reason, failures, event)
            values ($1, $2, $3, $4, 0, $5)
            on conflict (id) do update set event = excluded.event
            """;

    /** The oldest one of its subject, and nobody else's just now. */
    private static final String WAITING =
            """
            select event from event_failure waiting where event is not null and failures = 0
              and not exists (select from event_failure earlier where earlier.event is not null
                and earlier.subject = waiting.subject and earlier.sequence < waiting.sequence)
            order by sequence limit 1 for update skip locked
            """;

    private static final String DONE = "delete from event_failure where id = $1";

    private static final String FAILED_AGAIN =
            "update event_failure set failures = failures + 1, reason = $2 where id = $1";

    /** PostgreSQL's classes of errors that are about the values: data, constraints, our SQL, exceptions of functions. */
    private static final Set<String> OF_THE_EVENT = Set.of("21", "22", "23", "42", "P0");

    private final Pool database;
    private final Map<String, EventHandler> handlers;
    private final int mostFailures;

    Effects(Pool database, @All List<EventHandler> handlers, EventsConfig config) {
        this.database = database;
        this.handlers = handlers.stream().collect(Collectors.toMap(EventHandler::type, Function.identity()));
        this.mostFailures = config.mostFailures();
    }

    /** {@code done} and {@code set_aside}, sequences of events or empty. */
    Uni<Row> place() {
        return database.query(PLACE).execute().map(rows -> rows.iterator().next());
    }

    /** The log is another one, or older than what is known of it: it is read from its beginning. */
    Uni<Void> beginAnew(Row place) {
        Log.warn("The log of events is not the one from before. It is read from its beginning");
        return database.withTransaction(transaction -> move(place, "", transaction)
                .chain(moved -> moved ? forget(transaction) : Uni.createFrom().voidItem()));
    }

    private Uni<Void> forget(SqlConnection transaction) {
        return Multi.createFrom()
                .iterable(handlers.values())
                .onItem()
                .transformToUniAndConcatenate(handler -> handler.forget(transaction))
                .collect()
                .last();
    }

    /** @param events that come after this place */
    Uni<Void> take(Row place, List<JsonObject> events) {
        return database.withTransaction(transaction -> apply(place, events, transaction))
                .onFailure()
                .recoverWithUni(failure ->
                        events.size() > 1 ? take(place, events.subList(0, 1)) : failed(place, events.get(0), failure));
    }

    /** What was set aside, and need not be any more. */
    Uni<Void> takeUpAgain() {
        return Multi.createBy()
                .repeating()
                .uni(this::takeUpNext)
                .whilst(taken -> taken)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> takeUpNext() {
        AtomicReference<JsonObject> next = new AtomicReference<>();
        return database.withTransaction(transaction -> takeUp(next, transaction))
                .onFailure(failure -> next.get() != null && isOfTheEvent(failure))
                .recoverWithUni(failure -> failedAgain(next.get(), failure))
                .map(done -> next.get() != null);
    }

    private Uni<Void> takeUp(AtomicReference<JsonObject> next, SqlConnection transaction) {
        return transaction.query(WAITING).execute().chain(rows -> {
            if (rows.size() == 0) {
                return Uni.createFrom().voidItem();
            }
            JsonObject event = new JsonObject(rows.iterator().next().getString("event"));
            next.set(event);
            return apply(event, Set.of(), transaction)
                    .chain(() -> transaction.preparedQuery(DONE).execute(Tuple.of(id(event))))
                    .replaceWithVoid();
        });
    }

    private Uni<Void> failedAgain(JsonObject event, Throwable failure) {
        Log.errorf("Event %s is still set aside: %s", id(event), failure.getMessage());
        return database.preparedQuery(FAILED_AGAIN)
                .execute(Tuple.of(id(event), String.valueOf(failure.getMessage())))
                .replaceWithVoid();
    }

    private Uni<Void> apply(Row place, List<JsonObject> events, SqlConnection transaction) {
        return move(place, sequence(events.get(events.size() - 1)), transaction)
                .chain(moved -> moved ? setAside(transaction) : Uni.createFrom().nullItem())
                .onItem()
                .ifNotNull()
                .transformToUni(subjects -> Multi.createFrom()
                        .iterable(events)
                        .onItem()
                        .transformToUniAndConcatenate(event -> apply(event, subjects, transaction))
                        .collect()
                        .last());
    }

    private Uni<Void> apply(JsonObject event, Set<String> setAside, SqlConnection transaction) {
        EventHandler handler = handlers.get(event.getString("type"));
        if (handler == null) {
            return Uni.createFrom().voidItem();
        }
        return setAside.contains(subject(event))
                ? setAside(event, "An earlier event of the same subject was set aside", transaction)
                : handler.handle(event, transaction);
    }

    private static Uni<Boolean> move(Row place, String done, SqlConnection transaction) {
        return transaction
                .preparedQuery(MOVE)
                .execute(Tuple.of(place.getString("done"), done))
                .map(moved -> moved.rowCount() == 1);
    }

    private static Uni<Set<String>> setAside(SqlConnection transaction) {
        return transaction.query(SET_ASIDE_OF).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .collect(Collectors.toSet()));
    }

    private Uni<Void> failed(Row place, JsonObject event, Throwable failure) {
        if (!isOfTheEvent(failure)) {
            return Uni.createFrom().failure(failure);
        }
        String reason = String.valueOf(failure.getMessage());
        return database.preparedQuery(COUNT)
                .execute(of(event).addString(reason))
                .map(rows -> rows.iterator().next().getInteger(0))
                .chain(failures -> failures < mostFailures
                        ? Uni.createFrom().failure(failure)
                        : database.withTransaction(transaction -> move(place, sequence(event), transaction)
                                .chain(moved -> moved
                                        ? setAside(event, reason, transaction)
                                        : Uni.createFrom().voidItem())));
    }

    private static Uni<Void> setAside(JsonObject event, String reason, SqlConnection transaction) {
        Log.errorf("Event %s was set aside: %s", event.getString("id"), reason);
        return transaction
                .preparedQuery(SET_ASIDE)
                .execute(of(event).addString(reason).addString(event.encode()))
                .replaceWithVoid();
    }

    private static Tuple of(JsonObject event) {
        return Tuple.tuple().addUUID(id(event)).addString(sequence(event)).addString(subject(event));
    }

    private static UUID id(JsonObject event) {
        return UUID.fromString(event.getString("id"));
    }

    private static String sequence(JsonObject event) {
        return event.getString("sequence");
    }

    /** NUL is the one character that PostgreSQL has no place for. */
    private static String subject(JsonObject event) {
        return event.getString("subject", "").replace("\0", "");
    }

    /** And not of a database or a lock that is away for a while. */
    private static boolean isOfTheEvent(Throwable failure) {
        if (failure instanceof PgException sql) {
            return OF_THE_EVENT.contains(String.valueOf(sql.getSqlState()).substring(0, 2));
        }
        return failure instanceof RuntimeException
                && !(failure instanceof VertxException)
                && !(failure instanceof CompositeException);
    }
}
