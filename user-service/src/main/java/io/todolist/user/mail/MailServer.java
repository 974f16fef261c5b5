package io.todolist.user.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.SentMail;
import io.quarkus.mailer.runtime.MailerSupport;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Quarkus' mailer, made when there is something to send, and made anew after a time-out: Vert.x' client has no limit for the
 * time of an answer, and a connection that hangs would keep one of its ten places for good. Its socket stays until the other end
 * closes it.
 */
@Singleton
class MailServer {
    private final Supplier<Mailers> maker;
    private final Duration timeout;
    private final AtomicReference<Mailers> current = new AtomicReference<>();

    MailServer(
            MailConfig config,
            Vertx vertx,
            MailersRuntimeConfig settings,
            LaunchMode mode,
            TlsConfigurationRegistry tls,
            Event<SentMail> sent) {
        MailerSupport support = new MailerSupport(true, Set.of());
        maker = () -> new Mailers(vertx.getDelegate(), vertx, settings, mode, support, tls, sent);
        timeout = config.timeout();
    }

    /** Fails if it has not taken the mail in time. */
    Uni<Void> send(Mail mail) {
        Mailers mailers = current.updateAndGet(open -> open == null ? maker.get() : open);
        return mailers.reactiveMailerFromName(Mailers.DEFAULT_MAILER_NAME)
                .send(mail)
                .ifNoItem()
                .after(timeout)
                .recoverWithUni(() -> {
                    if (current.compareAndSet(mailers, null)) {
                        mailers.stop();
                    }
                    return Uni.createFrom().failure(new IllegalStateException("it was not taken within " + timeout));
                });
    }

    @PreDestroy
    void close() {
        Mailers open = current.getAndSet(null);
        if (open != null) {
            open.stop();
        }
    }
}
