package io.todolist.gateway.recording;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.quarkus.logging.Log;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;

/**
 * The answers of one connection, before they are packed: always on its event loop, where a recorded one is copied and no
 * more. Answers that are not written at once are files of the page.
 */
final class Answers extends ChannelOutboundHandlerAdapter {
    private final Visits visits;
    private final Recorder recorder;
    private RoutingContext expected;
    private Instant at;
    private long start;

    Answers(Visits visits, Recorder recorder) {
        this.visits = visits;
        this.recorder = recorder;
    }

    /** One at a time: the next request of a connection is looked at when the one before has been answered. */
    void expect(RoutingContext context) {
        expected = context;
        at = Instant.now();
        start = System.nanoTime();
    }

    @Override
    public void write(ChannelHandlerContext channel, Object message, ChannelPromise promise) {
        if (expected != null && message instanceof HttpResponse) {
            RoutingContext context = expected;
            expected = null;
            if (message instanceof FullHttpResponse answer) {
                try {
                    record(context, answer);
                } catch (RuntimeException e) {
                    // A mistake of ours is nothing to the visitor.
                    Log.error("An answer could not be recorded", e);
                }
            }
        }
        channel.write(message, promise);
    }

    private void record(RoutingContext context, FullHttpResponse answer) {
        String visit = visits.of(context);
        if (visit == null) {
            return;
        }
        Buffer body = context.body().buffer();
        int asked = body == null ? 0 : body.length();
        ByteBuf answered = answer.content();
        recorder.offer(
                visit,
                Exchange.bytes(asked, answered.readableBytes()),
                () -> new Exchange(
                        visit,
                        at,
                        Duration.ofNanos(System.nanoTime() - start).toMillis(),
                        context.request().method().name(),
                        context.normalizedPath(),
                        context.request().query(),
                        Headers.ofRequest(context.request().headers()::get),
                        Body.of(asked, () -> body.getBytes()),
                        answer.status().code(),
                        Headers.ofAnswer(answer.headers()::get),
                        Body.of(answered.readableBytes(), () -> ByteBufUtil.getBytes(answered))));
    }
}
