package io.todolist.gateway.downstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.Context;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Clients that ask and don't read: what waits for them is in this pod's memory. A connection on which more than 64 KiB wait is
 * closed if its reader does not catch up in time, and so long its next request has to wait, and its answer keeps its place. A
 * file comes from disk in pieces that are shorter, and takes as long as its reader needs.
 */
@Singleton
class SlowReaders {
    @ConfigMapping(prefix = "todolist.readers")
    interface Config {
        /**
         * How long a reader has from then on until less than 32 KiB wait. The longest list by cursor has about 300 kB, and 100 kB
         * when it is packed: a phone that takes 10 kB a second has it in time, even if it can't unpack.
         */
        @WithDefault("30s")
        Duration patience();
    }

    /** Before anything is done for a request. */
    private static final int ORDER = 2000;

    private final long patience;

    SlowReaders(Config config) {
        patience = config.patience().toMillis();
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, ORDER);
    }

    private void begin(RoutingContext context) {
        Channel connection = connection(context);
        Reader reader = connection.pipeline().get(Reader.class);
        if (reader == null) {
            connection.pipeline().addFirst(new Reader());
        } else if (!connection.isWritable()) {
            Context here = context.vertx().getOrCreateContext();
            context.request().pause();
            reader.then.add(() -> here.runOnContext(now -> context.next()));
            return;
        }
        context.next();
    }

    /** Also if the client has gone away. */
    void whenTaken(RoutingContext context, Runnable then) {
        if (context.response().ended() || context.response().closed()) {
            then.run();
            return;
        }
        Channel connection = connection(context);
        context.addEndHandler(end -> {
            if (connection.isActive() && !connection.isWritable()) {
                connection.pipeline().get(Reader.class).then.add(then);
            } else {
                then.run();
            }
        });
    }

    private static Channel connection(RoutingContext context) {
        return ((HttpServerConnection) context.request().connection()).channel();
    }

    /** Of one connection, always on its event loop. */
    private final class Reader extends ChannelInboundHandlerAdapter {
        /** What to do when its reader has caught up, or has gone. */
        private final List<Runnable> then = new ArrayList<>();

        private Future<?> end;

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (context.channel().isWritable()) {
                stopWaiting();
            } else if (end == null && context.channel().isActive()) {
                end = context.executor().schedule(() -> context.close(), patience, TimeUnit.MILLISECONDS);
            }
            context.fireChannelWritabilityChanged();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            stopWaiting();
            context.fireChannelInactive();
        }

        private void stopWaiting() {
            if (end != null) {
                end.cancel(false);
                end = null;
            }
            List<Runnable> now = List.copyOf(then);
            then.clear();
            now.forEach(Runnable::run);
        }
    }
}
