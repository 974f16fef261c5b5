package io.todolist.release.replay;

import io.todolist.release.walk.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All visits, some at a time. Whoever ends the program meanwhile waits until the accounts are erased. */
final class Performance {
    private static final long ERASED_WITHIN_S = 120;

    private final Replay how;
    private final ExecutorService visits;
    private final ExecutorService accounts = Executors.newCachedThreadPool();
    private final Player player;
    private volatile boolean ended;

    Performance(Replay how, Supplier<Cast> casts) {
        this.how = how;
        visits = Executors.newFixedThreadPool(how.atOnce());
        player = new Player(how, casts, accounts);
    }

    /** @param whyNot the first reason; null if all were played */
    record Came(Tally tally, int played, int notPlayed, String whyNot) {}

    Came of(List<Visit> recorded) throws InterruptedException {
        Thread atEnd = new Thread(this::end);
        Runtime.getRuntime().addShutdownHook(atEnd);
        try {
            List<Future<Played>> under = new ArrayList<>();
            recorded.stream().limit(how.visits()).forEach(visit -> under.add(visits.submit(() -> play(visit))));
            return came(under);
        } finally {
            end();
            forget(atEnd);
        }
    }

    private Played play(Visit visit) throws NotPlayed, InterruptedException {
        if (ended) {
            throw new InterruptedException();
        }
        return player.play(visit);
    }

    private static Came came(List<Future<Played>> under) throws InterruptedException {
        Tally tally = new Tally();
        int played = 0;
        String whyNot = null;
        for (Future<Played> visit : under) {
            try {
                tally.add(visit.get());
                played++;
            } catch (ExecutionException e) {
                whyNot = whyNot == null ? reason(e.getCause()) : whyNot;
            }
        }
        return new Came(tally, played, under.size() - played, whyNot);
    }

    private static String reason(Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException) {
            throw new InterruptedException();
        }
        if (cause instanceof NotPlayed) {
            return cause.getMessage();
        }
        throw cause instanceof RuntimeException known
                ? known
                : new UncheckedIOException(new IOException("A visit can't be played: " + cause, cause));
    }

    private void end() {
        ended = true;
        accounts.shutdownNow();
        visits.shutdown();
        try {
            visits.awaitTermination(ERASED_WITHIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread atEnd) {
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            // The program ends just now.
        }
    }
}
