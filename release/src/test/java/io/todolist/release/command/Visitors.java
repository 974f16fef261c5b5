package io.todolist.release.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Some who change something again and again, each time as somebody new. */
final class Visitors {
    private static final int AT_ONCE = 4;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads;
    private volatile boolean over;

    Visitors(URI address) {
        HttpRequest change = HttpRequest.newBuilder(address)
                .method("PATCH", BodyPublishers.ofString("{}"))
                .build();
        threads = Stream.generate(() -> new Thread(() -> changeAll(change)))
                .limit(AT_ONCE)
                .toList();
        threads.forEach(Thread::start);
    }

    private void changeAll(HttpRequest change) {
        while (!over) {
            try {
                int status = client.send(change, BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    failures.add("" + status);
                }
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
        }
    }

    /** What they saw but 200. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    void leave() {
        over = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
