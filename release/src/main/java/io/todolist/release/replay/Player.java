package io.todolist.release.replay;

import io.todolist.release.walk.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Plays a visit by three accounts side by side, and erases them. */
final class Player {
    /** A version that does not answer so often in a row is not asked on. */
    private static final int SILENCES = 3;

    private static final int CREATED = 201;
    private static final int TOO_MANY = 429;

    private final Replay how;
    private final Supplier<Cast> casts;
    private final ExecutorService threads;

    /** @param threads that are interrupted when the replay has to end */
    Player(Replay how, Supplier<Cast> casts, ExecutorService threads) {
        this.how = how;
        this.casts = casts;
        this.threads = threads;
    }

    Played play(Visit visit) throws NotPlayed, InterruptedException {
        Cast cast = casts.get();
        try {
            return play(visit, visit.played(), cast);
        } finally {
            cast.erase();
        }
    }

    private Played play(Visit visit, List<Exchange> exchanges, Cast cast) throws NotPlayed, InterruptedException {
        List<List<Answer>> begun = together(cast, account -> List.of(account.register()));
        need(status(begun, 0));
        need(status(begun, 1));
        if (Objects.equals(status(begun, 2), TOO_MANY)) {
            need(TOO_MANY);
        }
        List<List<Answer>> all = together(cast, account -> answers(account, exchanges));
        for (int i = 0; i < all.size(); i++) {
            all.get(i).addAll(0, begun.get(i));
        }
        return new Played(visit, exchanges, all.get(0), all.get(1), all.get(2));
    }

    private static Integer status(List<List<Answer>> begun, int account) {
        return begun.get(account).get(0).status();
    }

    private static void need(Integer status) throws NotPlayed {
        if (status == null) {
            throw new NotPlayed("registering was not answered");
        }
        if (status == TOO_MANY) {
            throw new NotPlayed("the gateway lets this network register no more accounts now (429)");
        }
        if (status != CREATED) {
            throw new NotPlayed("registering was answered " + status);
        }
    }

    private interface Act {
        List<Answer> by(Account account) throws InterruptedException;
    }

    private List<List<Answer>> together(Cast cast, Act act) throws InterruptedException {
        List<Callable<List<Answer>>> acts = new ArrayList<>();
        cast.accounts().forEach(account -> acts.add(() -> act.by(account)));
        List<List<Answer>> answers = new ArrayList<>();
        for (Future<List<Answer>> done : threads.invokeAll(acts)) {
            try {
                answers.add(done.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException) {
                    throw new InterruptedException();
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return answers;
    }

    /** Whoever could not register is answered nothing more. */
    private List<Answer> answers(Account account, List<Exchange> exchanges) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        if (!account.isRegistered()) {
            return answers;
        }
        int silences = 0;
        for (int i = 1; i < exchanges.size() && silences < SILENCES; i++) {
            pause(exchanges.get(i - 1), exchanges.get(i));
            Answer answer = account.answer(exchanges.get(i));
            silences = answer.status() == null ? silences + 1 : 0;
            answers.add(answer);
        }
        return answers;
    }

    private void pause(Exchange before, Exchange next) throws InterruptedException {
        Duration pause = before.pauseTo(next);
        long shorter = Math.min(pause.toMillis(), how.longestPause().toMillis());
        Thread.sleep((long) (shorter / how.speed()));
    }
}
