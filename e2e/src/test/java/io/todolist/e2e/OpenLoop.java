package io.todolist.e2e;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Requests at a fixed rate, whether those before are answered or not, as from many who know nothing of each other. For a few
 * seconds; whoever is not answered 10 s later gives up.
 */
final class OpenLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long TICK_MILLIS = 5;

    /** What came of the requests; times are those of the good answers. */
    record Outcome(int offered, long served, long refused, long failed, double seconds, List<Duration> times) {
        double servedPerSecond() {
            return served / seconds;
        }

        Duration quantile(double part) {
            return times.isEmpty() ? Duration.ZERO : times.get((int) (part * (times.size() - 1)));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "offered %.0f/s, served %.0f/s (p50 %s s, p99 %s s), refused %.0f/s, failed %.0f/s",
                    offered / seconds,
                    servedPerSecond(),
                    Times.seconds(quantile(0.5)),
                    Times.seconds(quantile(0.99)),
                    refused / seconds,
                    failed / seconds);
        }
    }

    private record Answer(int status, Duration time) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    OpenLoop(HttpRequest.Builder request) {
        this.request = request.timeout(PATIENCE).build();
    }

    Outcome run(double perSecond, int seconds) throws InterruptedException {
        int all = (int) (perSecond * seconds);
        ConcurrentLinkedQueue<CompletableFuture<Answer>> sent = new ConcurrentLinkedQueue<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        long begin = System.nanoTime();
        clock.scheduleAtFixedRate(
                () -> {
                    double due = perSecond * (System.nanoTime() - begin) / 1e9;
                    while (sent.size() < Math.min(due, all)) {
                        sent.add(send());
                    }
                },
                0,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.SECONDS);
        List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();
        List<Duration> times = answers.stream()
                .filter(answer -> answer.status == 200)
                .map(Answer::time)
                .sorted()
                .toList();
        long refused = count(answers, 429) + count(answers, 503);
        return new Outcome(
                answers.size(), times.size(), refused, answers.size() - times.size() - refused, seconds, times);
    }

    /** What can be served: so many ask, each again when it is answered. */
    double closed(int workers, int seconds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        List<CompletableFuture<Integer>> all =
                IntStream.range(0, workers).mapToObj(worker -> again(end, 0)).toList();
        return all.stream().mapToInt(CompletableFuture::join).sum() / (double) seconds;
    }

    private CompletableFuture<Integer> again(long end, int served) {
        return System.nanoTime() > end
                ? CompletableFuture.completedFuture(served)
                : send().thenComposeAsync(answer -> again(end, served + (answer.status == 200 ? 1 : 0)));
    }

    private CompletableFuture<Answer> send() {
        long begin = System.nanoTime();
        return client.sendAsync(request, BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(failure -> 0)
                .thenApply(status -> new Answer(status, Duration.ofNanos(System.nanoTime() - begin)));
    }

    private static long count(List<Answer> answers, int status) {
        return answers.stream().filter(answer -> answer.status == status).count();
    }
}
