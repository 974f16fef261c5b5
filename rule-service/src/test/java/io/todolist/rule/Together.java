package io.todolist.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same for 0, 1, 2, ... at once, each in a thread of its own. */
final class Together {
    private Together() {}

    static <T> List<T> run(int times, IntFunction<T> act) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(times, 20));
        try {
            List<Future<T>> results = threads.invokeAll(IntStream.range(0, times)
                    .<Callable<T>>mapToObj(i -> () -> act.apply(i))
                    .toList());
            List<T> values = new ArrayList<>();
            for (Future<T> result : results) {
                values.add(result.get());
            }
            return values;
        } finally {
            threads.shutdownNow();
        }
    }
}
