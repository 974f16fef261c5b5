package io.todolist.kit.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What is logged from now on, until it is closed. */
public final class LogLines extends Handler implements AutoCloseable {
    public static final String SECURITY = "io.todolist.security";

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger log;

    public LogLines(String logger) {
        log = Logger.getLogger(logger);
        log.addHandler(this);
    }

    /** As long as something is logged it grows. */
    public List<LogRecord> records() {
        return records;
    }

    public Stream<String> texts() {
        return records.stream().map(LogRecord::getMessage);
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        log.removeHandler(this);
    }
}
