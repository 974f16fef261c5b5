package io.todolist.rule.morning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The morning is where the person is, and clocks are changed there. */
class MorningTimesTest {

    @ParameterizedTest
    @CsvSource({
        // Before and after it, and at noon.
        "Asia/Shanghai, 2026-06-01T22:59:59Z, 2026-06-02, false, 2026-06-01T23:00:00Z",
        "Asia/Shanghai, 2026-06-01T23:00:00Z, 2026-06-02, true, 2026-06-02T23:00:00Z",
        "Asia/Shanghai, 2026-06-02T03:59:59Z, 2026-06-02, true, 2026-06-02T23:00:00Z",
        "Asia/Shanghai, 2026-06-02T04:00:00Z, 2026-06-02, false, 2026-06-02T23:00:00Z",
        // Summer time begins and ends.
        "Europe/Berlin, 2026-03-28T06:30:00Z, 2026-03-28, true, 2026-03-29T05:00:00Z",
        "Europe/Berlin, 2026-10-24T05:30:00Z, 2026-10-24, true, 2026-10-25T06:00:00Z",
        // A day that never was.
        "Pacific/Apia, 2011-12-29T18:00:00Z, 2011-12-29, true, 2011-12-30T17:00:00Z",
        // A quarter of an hour beside the others.
        "Asia/Kathmandu, 2026-06-01T01:15:00Z, 2026-06-01, true, 2026-06-02T01:15:00Z",
        // Not known here.
        "Mars/Olympus, 2026-06-01T07:00:00Z, 2026-06-01, true, 2026-06-02T07:00:00Z",
    })
    void isAtSevenByTheClocksThere(String zone, Instant now, String day, boolean morning, Instant next) {
        Morning it = Morning.of(now, zone);
        assertEquals(day, it.day().toString());
        assertEquals(morning, it.isAt(now));
        assertEquals(next, it.nextAfter(now));
    }

    @Test
    void theFirstIsTheNextOneAfterAChange() {
        Instant changed = Instant.parse("2026-06-02T00:30:00Z");
        assertEquals(Instant.parse("2026-06-02T23:00:00Z"), Morning.first(changed, changed, "Asia/Shanghai"));
        Instant early = Instant.parse("2026-06-01T22:30:00Z");
        assertEquals(Instant.parse("2026-06-01T23:00:00Z"), Morning.first(early, early, "Asia/Shanghai"));
    }

    /** So nobody goes without that day's. */
    @Test
    void theFirstOfAnOlderChangeIsTodays() {
        Instant changed = Instant.parse("2026-01-31T00:00:00Z");
        Instant now = Instant.parse("2026-06-02T01:00:00Z");
        assertEquals(Instant.parse("2026-06-01T23:00:00Z"), Morning.first(changed, now, "Asia/Shanghai"));
    }
}
