package io.todolist.e2e;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Workers who ask one after the other, with a short pause for thought, until they are stopped; every answer is kept. */
final class Load {

    /** What is sent again and again, and the only status that is right for it. */
    record Request(int wanted, Supplier<HttpResponse<String>> sending) {

        static Request ok(Supplier<HttpResponse<String>> sending) {
            return new Request(200, sending);
        }

        static Request created(Supplier<HttpResponse<String>> sending) {
            return new Request(201, sending);
        }

        Answer send() {
            try {
                HttpResponse<String> answer = sending.get();
                return new Answer(
                        Instant.now(),
                        answer.statusCode(),
                        answer.statusCode() == wanted,
                        answer.headers().firstValue("X-Todolist-Version").orElse(""),
                        answer.headers().firstValue("Retry-After").isPresent(),
                        answer.statusCode() < 400 ? "" : answer.body());
            } catch (RuntimeException | AssertionError e) {
                return new Answer(Instant.now(), 0, false, "", false, String.valueOf(e));
            }
        }
    }

    /** Status 0: no answer came, and the text says why. */
    record Answer(Instant at, int status, boolean isWanted, String version, boolean retryAfter, String text) {

        @Override
        public String toString() {
            return at + " " + status + " " + version + " "
                    + text.lines().limit(3).collect(Collectors.joining(" "));
        }
    }

    private static final int PAUSE_MILLIS = 20;

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ExecutorService workers;
    private volatile boolean stopped;

    private Load(List<Request> requests) {
        workers = Executors.newFixedThreadPool(requests.size());
        requests.forEach(request -> workers.submit(() -> work(request)));
    }

    static Load of(int workers, Request request) {
        return of(Collections.nCopies(workers, request));
    }

    static Load of(List<Request> requests) {
        return new Load(requests);
    }

    /** So far. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    List<Answer> since(Instant begin) {
        return answers.stream().filter(answer -> answer.at.isAfter(begin)).toList();
    }

    /** All answers, those to the requests in flight as well. */
    List<Answer> stop() {
        stopped = true;
        workers.shutdown();
        try {
            if (!workers.awaitTermination(100, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A request hangs");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return answers();
    }

    /** Every answer of another status than the one that was wanted. */
    static List<Answer> failures(List<Answer> answers) {
        return answers.stream().filter(answer -> !answer.isWanted()).toList();
    }

    static Map<Integer, Long> byStatus(List<Answer> answers) {
        return answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
    }

    /** The share of a revision, in percent. */
    static double share(String revision, List<Answer> answers) {
        return 100.0
                * answers.stream()
                        .filter(answer -> revision.equals(answer.version))
                        .count()
                / answers.size();
    }

    private void work(Request request) {
        while (!stopped) {
            answers.add(request.send());
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
