package io.todolist.user.mail;

import io.quarkus.logging.Log;
import io.quarkus.mailer.Mail;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.postgres.Leftovers;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Sends what is in the table {@code mail}, a few at a time, until the mail server has taken it; for a day. No transaction is
 * open meanwhile: who takes a mail puts its time off by the same statement, so that no other instance takes it, and one that dies
 * leaves it to the next. If that happens after the mail server took it, it comes twice, with the same Message-ID.
 */
@Singleton
class Sender implements Leftovers {
    /**
     * Everybody's morning comes at once, so such mails go last. {@code wanted} is not a link for an address that is no longer the
     * account's, or was verified meanwhile; and no mail in the morning that was turned off, or when that is over. A link is counted
     * at its first attempt, again if nothing came of that.
     */
    private static final String TAKE =
            """
            with at_once as (select id from mail where kind <> 'morning'
                and next_at <= now() and created_at > now() - interval '24 hours'
              order by next_at limit 1 for update skip locked),
            morning as (select id from mail where kind = 'morning' and not exists (select from at_once)
                and next_at <= now() and created_at > now() - interval '24 hours'
              order by next_at limit 1 for update skip locked),
            due as (select id from at_once union all select id from morning),
            taken as (update mail set next_at = now() + make_interval(secs => $2) from due where mail.id = due.id
              returning mail.*),
            draft as (select taken.*, account.name, coalesce(case taken.kind
                when 'verify-email' then account.email = taken.address
                  and account.verified_email is distinct from account.email
                when 'reset-password' then account.email = taken.address and account.verified_email = taken.address
                when 'morning' then account.email = taken.address and account.verified_email = taken.address
                  and account.morning_mail and (data->>'until')::timestamptz > now()
                else true end, false) as timely
              from taken join account on account.id = account_id),
            counted as (insert into mail_count as known (key, until, number)
              select %s, now() + interval '24 hours', 1 from draft
              where timely and attempts = 0 and kind in ('verify-email', 'reset-password')
              on conflict (key) do update set
                until = case when known.until > now() then known.until else excluded.until end,
                number = case when known.until > now() then known.number + 1 else 1 end
              returning number),
            letter as (select draft.*,
                timely and (kind <> 'verify-email' or not exists (select from counted where number > %d)) as wanted
              from draft),
            token as (insert into mail_token (hash, mail, account_id, kind, address, expires_at)
              select $1, id, account_id, kind, address,
                now() + case kind when 'verify-email' then interval '24 hours' when 'morning' then interval '30 days'
                  else interval '1 hour' end
              from letter where wanted and kind in ('verify-email', 'reset-password', 'morning'))
            select id, kind, address, language, device, source, data, created_at, name, wanted from letter
            """
                    .formatted(LinkCounts.key("kind", "address"), LinkCounts.MOST);

    private static final String DONE = "delete from mail where id = $1";

    private static final String PUT_OFF =
            """
            update mail set attempts = attempts + 1,
              next_at = now() + make_interval(secs => least(600, $2 * power(2, least(attempts, 20))))
            where id = $1
            """;

    private static final String FORGET =
            """
            delete from mail where id in (select id from mail
              where created_at < now() - interval '24 hours' limit %d for update skip locked)
            """
                    .formatted(BATCH);

    /** It closes the connection, or can't do TLS or sign us in just now (RFC 5321, 4.2.3; RFC 3207, 4; RFC 4954, 6). */
    private static final Set<Integer> OF_THE_SERVER = Set.of(421, 454);

    /** It takes no more of anybody's for now: it may be full, or be asked for too much. Greylisting refuses a few in a row. */
    private static final int REFUSALS_IN_A_ROW = 25;

    private static final int FIRST_FOR_GOOD = 500;

    private final MailConfig config;
    private final Pool database;
    private final MailServer server;
    private final Letters letters;
    private final Vertx vertx;
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicInteger refusals = new AtomicInteger();
    private long timer;

    Sender(MailConfig config, Pool database, MailServer server, Letters letters, Vertx vertx) {
        this.config = config;
        this.database = database;
        this.server = server;
        this.letters = letters;
        this.vertx = vertx;
    }

    void schedule(@Observes StartupEvent start) {
        if (config.from().isEmpty()) {
            return;
        }
        if (config.page().isEmpty()) {
            throw new IllegalArgumentException("TODOLIST_MAIL_FROM is set, so TODOLIST_MAIL_PAGE must be, too");
        }
        if (config.atOnce() < 1 || config.atOnce() > 10) {
            throw new IllegalArgumentException("TODOLIST_MAIL_AT_ONCE is not 1 to 10");
        }
        timer = vertx.setPeriodic(config.every().toMillis(), tick -> sendDue());
    }

    /** The database's pool closes soon after. */
    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
    }

    @Override
    public String deletion() {
        return FORGET;
    }

    /** On a context of its own: what a request's line in the log says of the database is what the request waited for. */
    void sendDue() {
        if (config.from().isPresent() && working.compareAndSet(false, true)) {
            refusals.set(0);
            VertxContext.createNewDuplicatedContext(vertx.getDelegate().getOrCreateContext())
                    .runOnContext(own -> sendAll()
                            .onTermination()
                            .invoke(() -> working.set(false))
                            .subscribe()
                            .with(
                                    done -> {},
                                    failure -> Log.warnf("Mails could not be sent: %s", failure.getMessage())));
        }
    }

    /** There is only one, mostly, or none. */
    private Uni<Void> sendAll() {
        return sendNext().chain(sent -> sent ? sendAtOnce() : Uni.createFrom().voidItem());
    }

    private Uni<Void> sendAtOnce() {
        List<Uni<Void>> lines =
                Stream.generate(this::sendRest).limit(config.atOnce()).toList();
        return Uni.join().all(lines).andCollectFailures().replaceWithVoid();
    }

    /** Until there is none, or there is trouble with the mail server: then the next one is tried by the timer. */
    private Uni<Void> sendRest() {
        return Multi.createBy()
                .repeating()
                .uni(this::sendNext)
                .whilst(sent -> sent)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> sendNext() {
        String token = MailToken.random();
        double lease = 2 * seconds(config.timeout().toMillis());
        return database.preparedQuery(TAKE)
                .execute(Tuple.of(MailToken.hash(token), lease))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(false)
                        : send(rows.iterator().next(), token));
    }

    private Uni<Boolean> send(Row mail, String token) {
        UUID id = mail.getUUID("id");
        Uni<Void> sent = mail.getBoolean("wanted")
                ? letter(mail, token).chain(server::send)
                : Uni.createFrom().voidItem();
        return sent.invoke(() -> refusals.set(0))
                .chain(() -> database.preparedQuery(DONE).execute(Tuple.of(id)))
                .replaceWith(true)
                .onFailure()
                .recoverWithUni(failure -> putOff(id, failure));
    }

    /** The first one takes its time, until all classes are there. */
    private Uni<Mail> letter(Row mail, String token) {
        return vertx.executeBlocking(() -> letters.write(mail, token), false);
    }

    /**
     * A refusal of this mail is none of the next one, be it for good or for now (RFC 5321, 4.2.1). It is tried again all the same:
     * it may be the server's settings that are wrong.
     *
     * @return whether the server can be asked to take the next one
     */
    private Uni<Boolean> putOff(UUID id, Throwable failure) {
        Log.warnf("A mail could not be sent and will be tried again: %s", failure.getMessage());
        return database.preparedQuery(PUT_OFF)
                .execute(Tuple.of(id, seconds(config.firstPause().toMillis())))
                .replaceWith(failure instanceof SMTPException refusal && isOfOneMail(refusal.getReplyCode()));
    }

    private boolean isOfOneMail(int reply) {
        return reply >= FIRST_FOR_GOOD
                || !OF_THE_SERVER.contains(reply) && refusals.incrementAndGet() < REFUSALS_IN_A_ROW;
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }
}
