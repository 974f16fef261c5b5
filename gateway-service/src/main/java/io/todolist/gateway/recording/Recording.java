package io.todolist.gateway.recording;

import io.netty.channel.ChannelPipeline;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Records what a sample of visitors ask for and are answered, so that a release can be tried with it. Off by default, and
 * then nothing of it is in the way of a request. SECURITY.md says what is recorded, and what never.
 */
@Singleton
class Recording {
    /** After what refuses a request unseen, and behind BodyLimit, which has the body. */
    private static final int ORDER = 50;

    private final RecordingConfig config;
    private final Vertx vertx;
    private Recorder recorder;
    private Visits visits;

    Recording(RecordingConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void begin(@Observes Filters filters) {
        if (config.share() == 0) {
            return;
        }
        config.check();
        Secret secret = new Secret(config.key().orElseThrow());
        visits = new Visits(secret, config.share());
        recorder = new Recorder(config, new Line(secret), Target.of(config, vertx));
        recorder.start();
        filters.register(this::asked, ORDER);
    }

    /** A pod that falls asleep loses nothing. */
    void end(@Observes ShutdownEvent stop) {
        if (recorder != null) {
            recorder.end();
        }
    }

    private void asked(RoutingContext context) {
        if (Routes.areRecorded(context.request().method(), context.normalizedPath())) {
            answers(context).expect(context);
        }
        context.next();
    }

    /** In front of what packs an answer. */
    private Answers answers(RoutingContext context) {
        ChannelPipeline pipeline = ((HttpServerConnection) context.request().connection())
                .channel()
                .pipeline();
        Answers known = pipeline.get(Answers.class);
        if (known != null) {
            return known;
        }
        Answers answers = new Answers(visits, recorder);
        pipeline.addBefore(pipeline.lastContext().name(), null, answers);
        return answers;
    }
}
