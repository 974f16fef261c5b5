package io.todolist.rule.morning;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.Hints;
import io.todolist.kit.postgres.Leftovers;
import io.todolist.kit.postgres.UuidV7;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Looks whose morning has come, and tells by an event what is due there. That, and when to look next, is one transaction, so each
 * morning makes one event at most, however many instances look. Where nobody is awake until noon there is none.
 */
@Singleton
public class Mornings implements Leftovers {
    private static final int BATCH_OF_PEOPLE = 100;

    /** The type of the event, see events.yaml. */
    private static final String DUE = "io.todolist.todos.due.v1";

    private static final String COME =
            """
            select owner, time_zone from person where next_morning <= now()
            order by next_morning limit %d for update skip locked
            """
                    .formatted(BATCH_OF_PEOPLE);

    /** As the page counts them: neither done nor closed, and not in the bin. Nobody's take longer than the most that are counted. */
    private static final String TODOS =
            """
            lateral (select jsonb_build_object('number', count(*),
                'names', coalesce(jsonb_agg(name order by due, id) filter (where place <= 20), '[]')) as todos
              from (select name, due, id, row_number() over (order by due, id) as place from todo
                where owner = morning.owner and deleted_at is null and status in (1, 3) and due is not null
                  and due %s morning.day
                order by due, id limit 1000) as first) as %s""";

    private static final String TELL =
            """
            with morning as (
              select * from unnest($1::text[], $2::timestamptz[], $3::date[], $4::text[], $5::uuid[])
                as morning (owner, next, day, until, id)),
            moved as (update person set next_morning = next from morning where person.owner = morning.owner)
            insert into event (id, owner, aggregatetype, aggregateid, type, payload)
            select id, owner, 'account', owner, $6,
              jsonb_build_object('day', day, 'until', until, 'today', today.todos, 'overdue', overdue.todos)
            from morning, %s, %s
            where day is not null and (today.todos->>'number' <> '0' or overdue.todos->>'number' <> '0')
              and not exists (select from event where event.owner = morning.owner and aggregateid = morning.owner
                and type = $6 and payload->>'day' = morning.day::text)
            returning id, owner
            """
                    .formatted(TODOS.formatted("=", "today"), TODOS.formatted("<", "overdue"));

    @ConfigMapping(prefix = "todolist.mornings")
    interface Config {
        /** Between two looks; one more comes with each hint. */
        @WithDefault("1m")
        Duration every();
    }

    /**
     * @param people how many whose morning had come
     * @param told one of them whose todos are due, if there is one
     */
    private record Look(int people, Optional<Row> told) {}

    private final Config config;
    private final Pool database;
    private final Hints hints;
    private final Vertx vertx;
    private final AtomicBoolean looking = new AtomicBoolean();
    private long timer;

    Mornings(Config config, Pool database, Hints hints, Vertx vertx) {
        this.config = config;
        this.database = database;
        this.hints = hints;
        this.vertx = vertx;
    }

    void schedule(@Observes StartupEvent start) {
        timer = vertx.setPeriodic(
                config.every().toMillis(), tick -> look().subscribe().with(done -> {}));
    }

    /** The database's pool closes soon after. */
    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
    }

    /** Complete when that is done, or could not be done now: then the next look does it. */
    public Uni<Void> look() {
        if (!looking.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().emitter(emitter -> lookOn().onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(done -> emitter.complete(null), failure -> {
                    Log.warnf("Nobody could be told what is due: %s", failure.getMessage());
                    emitter.complete(null);
                }));
    }

    private Uni<Void> lookOn() {
        return Multi.createBy()
                .repeating()
                .uni(this::lookAtSome)
                .whilst(people -> people == BATCH_OF_PEOPLE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Who is told reads at once, so that is after the transaction. */
    private Uni<Integer> lookAtSome() {
        return database.withTransaction(this::lookOnce)
                .invoke(look -> look.told.ifPresent(this::hint))
                .map(Look::people);
    }

    private Uni<Look> lookOnce(SqlConnection transaction) {
        return transaction
                .query(COME)
                .execute()
                .chain(people -> people.size() == 0
                        ? Uni.createFrom().item(new Look(0, Optional.empty()))
                        : transaction
                                .preparedQuery(TELL)
                                .execute(parameters(people, Instant.now()))
                                .map(told -> new Look(
                                        people.size(),
                                        StreamSupport.stream(told.spliterator(), false)
                                                .findFirst())));
    }

    private static Tuple parameters(RowSet<Row> people, Instant now) {
        List<Row> rows = StreamSupport.stream(people.spliterator(), false).toList();
        List<Morning> mornings = rows.stream()
                .map(row -> Morning.of(now, row.getString("time_zone")))
                .toList();
        return Tuple.tuple()
                .addArrayOfString(
                        rows.stream().map(row -> row.getString("owner")).toArray(String[]::new))
                .addArrayOfOffsetDateTime(mornings.stream()
                        .map(morning -> morning.nextAfter(now).atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfLocalDate(mornings.stream()
                        .map(morning -> morning.isAt(now) ? morning.day() : null)
                        .toArray(LocalDate[]::new))
                .addArrayOfString(mornings.stream()
                        .map(morning -> morning.end().toString())
                        .toArray(String[]::new))
                .addArrayOfUUID(Stream.generate(UuidV7::next).limit(rows.size()).toArray(UUID[]::new))
                .addString(DUE);
    }

    private void hint(Row told) {
        hints.send(told.getUUID("id"), DUE, told.getString("owner"), null);
    }

    /**
     * The names of todos are kept no longer than they are news, but for the newest event: a reader that has come so far must find its
     * place.
     */
    @Override
    public String deletion() {
        return """
                delete from event where (transaction, position) in (select transaction, position from (
                    select transaction, position, created_at from event where aggregatetype = 'account'
                    order by transaction, position limit %d for update skip locked) as oldest
                  where created_at < now() - interval '2 days' and (transaction, position) not in (
                    select transaction, position from event where aggregatetype = 'account'
                    order by transaction desc, position desc limit 1))
                """
                .formatted(BATCH);
    }
}
