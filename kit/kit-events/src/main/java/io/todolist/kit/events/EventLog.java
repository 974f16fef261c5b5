package io.todolist.kit.events;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.BadInput;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The table {@code event} as a feed of what is about accounts; the rest of it is the service's own. A change writes its event in its own transaction, so there is never one without the other.
 *
 * <p>Events come in the order of (transaction, position), and only when every transaction before theirs is over: read by
 * position alone, those that commit late would be passed over. A transaction that stays open in any database of that server
 * holds the feed up as long.
 */
@Singleton
public class EventLog {
    static final String SOURCE = "urn:todolist:";

    private static final int PAGE = 100;

    /** How the sequence of an event is written: of a fixed length, so that the order of the texts is that of the events. */
    public static final String SEQUENCE =
            "lpad(event.transaction::text, 20, '0') || '-' || lpad(event.position::text, 19, '0')";

    /** One row at least, which says whether the place is known. */
    private static final String READ =
            """
            select known.known, event.*, %s as sequence from (select $1::text = '0'
                or exists (select from event where (transaction, position) = ($1::text::xid8, $2::bigint)) as known) known
            left join (select * from event
              where (transaction, position) > ($1::text::xid8, $2::bigint) and aggregatetype = 'account'
                and transaction < pg_snapshot_xmin(pg_current_snapshot())
              order by transaction, position limit %d) event on known.known
            order by event.transaction, event.position
            """
                    .formatted(SEQUENCE, PAGE);

    /** Only a consumer that is known by its name is remembered: the table does not grow by what somebody asks. */
    private static final String ACKNOWLEDGE =
            """
            update event_consumer set done = $2, set_aside = nullif($3, ''), seen_at = now()
            where name = $1 and (done, coalesce(set_aside, '')) is distinct from ($2, $3)
            """;

    private final Pool database;
    private final String source;

    EventLog(Pool database, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.source = SOURCE + service;
    }

    /**
     * @param consumer who reads
     * @param done sequence of the last event that has taken effect there, empty for none
     * @param setAside sequence of the oldest one that could not, empty for none
     * @return the next events in CloudEvents' JSON batch format; fails with 410 if the log does not have {@code done}: it is
     *     older, or another one, and the consumer begins anew
     */
    public Uni<JsonArray> read(String consumer, String done, String setAside) {
        return database.preparedQuery(READ)
                .execute(place(done))
                .map(this::events)
                .call(() -> database.preparedQuery(ACKNOWLEDGE).execute(Tuple.of(consumer, done, setAside)));
    }

    private static Tuple place(String sequence) {
        if (sequence.isEmpty()) {
            return Tuple.of("0", 0L);
        }
        try {
            return Tuple.of(
                    Long.toUnsignedString(Long.parseUnsignedLong(sequence.substring(0, 20))),
                    Long.parseLong(sequence.substring(21)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw BadInput.of(Violation.In.query, "done", "must be the sequence of an event");
        }
    }

    private JsonArray events(RowSet<Row> rows) {
        JsonArray events = new JsonArray();
        for (Row row : rows) {
            if (!row.getBoolean("known")) {
                throw HttpProblem.valueOf(Response.Status.GONE, "There is no such event in this log");
            }
            if (row.getUUID("id") != null) {
                events.add(event(row));
            }
        }
        return events;
    }

    private JsonObject event(Row row) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", row.getUUID("id").toString())
                .put("source", source)
                .put("type", row.getString("type"))
                .put("subject", row.getString("aggregateid"))
                .put("time", row.getOffsetDateTime("created_at").toInstant().toString())
                .put("sequence", row.getString("sequence"))
                .put("traceparent", row.getString("traceparent"))
                .put("datacontenttype", "application/json")
                .put("data", row.getJsonObject("payload"));
    }
}
