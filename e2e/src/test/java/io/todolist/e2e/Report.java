package io.todolist.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes REPORT.md: the result of each scenario, and what it published through JUnit's TestReporter. */
public final class Report implements TestExecutionListener {
    private static final Path FILE = Path.of("target", "REPORT.md");

    private String commit;
    private final Map<String, StringBuilder> scenarios = new LinkedHashMap<>();
    private final Map<TestIdentifier, Instant> started = new LinkedHashMap<>();
    private final Map<TestIdentifier, StringBuilder> published = new LinkedHashMap<>();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        commit = Versions.commit();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test, Instant.now());
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        StringBuilder lines = published.computeIfAbsent(test, any -> new StringBuilder());
        entry.getKeyValuePairs().forEach((what, value) -> {
            System.out.println("    " + what + ": " + value);
            lines.append("| ").append(what).append(" | ").append(value).append(" |\n");
        });
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        line(test, "skipped", reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String outcome =
                switch (result.getStatus()) {
                    case SUCCESSFUL -> "passed";
                    case ABORTED -> "not possible here";
                    case FAILED -> "**failed**";
                };
        line(test, outcome, result.getThrowable().map(Report::firstLine).orElse(""));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        StringBuilder report = new StringBuilder("# End to end on a cluster\n\nWritten by `e2e/run")
                .append(Settings.quick() ? " quick" : "")
                .append("`. Times are seconds.\n\n")
                .append(Versions.table(commit));
        scenarios.forEach((name, lines) ->
                report.append("\n## ").append(name).append("\n\n").append(lines));
        Manifests.write(FILE, report.toString());
    }

    private void line(TestIdentifier test, String outcome, String reason) {
        TestSource place = test.getSource().orElse(null);
        // Of what only holds tests together, a failure is told.
        if (test.isContainer() && reason.isEmpty()) {
            return;
        }
        Duration took = Duration.between(started.getOrDefault(test, Instant.now()), Instant.now());
        String line = "%s: %s after %s s%s%n"
                .formatted(
                        words(method(place)) + arguments(test),
                        outcome,
                        took.truncatedTo(ChronoUnit.SECONDS).toSeconds(),
                        reason.isEmpty() ? "" : ". " + reason);
        System.out.print(line);
        StringBuilder lines = scenarios.computeIfAbsent(words(scenario(place)), any -> new StringBuilder());
        lines.append("- ").append(line);
        StringBuilder values = published.get(test);
        if (values != null) {
            lines.append("\n| | |\n|---|---|\n").append(values).append('\n');
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static String scenario(TestSource place) {
        String name = place instanceof MethodSource method
                ? method.getClassName()
                : place instanceof ClassSource type ? type.getClassName() : "all";
        return name.substring(name.lastIndexOf('.') + 1).replaceFirst("Test$", "");
    }

    private static String method(TestSource place) {
        return place instanceof MethodSource method ? method.getMethodName() : "preparation";
    }

    /** Such as " [1] 11" of a parameterized test. */
    private static String arguments(TestIdentifier test) {
        return test.getDisplayName().startsWith("[") ? " " + test.getDisplayName() : "";
    }

    /** scalesToZero becomes "scales to zero", FromNothing "From nothing". */
    private static String words(String name) {
        StringBuilder words = new StringBuilder(name.substring(0, 1));
        for (char letter : name.substring(1).toCharArray()) {
            words.append(Character.isUpperCase(letter) ? " " + Character.toLowerCase(letter) : letter);
        }
        return words.toString();
    }
}
