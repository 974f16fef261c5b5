package io.todolist.rule.morning;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What time it is in the morning of a time zone, as its clocks show it; where they skip that time, it is as much later.
 *
 * @param day of the calendar there
 * @param begin when somebody there can hear of what is due
 * @param end when that is too late
 * @param next when the next day's begins
 */
public record Morning(LocalDate day, Instant begin, Instant end, Instant next) {
    private static final int HOUR = 7;
    private static final int NOON = 12;

    /** Of the day that it is there now. */
    static Morning of(Instant now, String timeZone) {
        ZoneId zone = zone(timeZone);
        LocalDate day = now.atZone(zone).toLocalDate();
        return new Morning(day, at(HOUR, day, zone), at(NOON, day, zone), at(HOUR, day.plusDays(1), zone));
    }

    /**
     * When to look for somebody whose settings were changed: the next morning after that, or that of today where the change is older,
     * because all settings are read anew.
     */
    public static Instant first(Instant changed, Instant now, String timeZone) {
        Morning then = of(changed, timeZone);
        Instant first = changed.isAfter(then.begin) ? then.next : then.begin;
        Instant today = of(now, timeZone).begin;
        return first.isAfter(today) ? first : today;
    }

    boolean isAt(Instant now) {
        return !now.isBefore(begin) && now.isBefore(end);
    }

    Instant nextAfter(Instant now) {
        return now.isBefore(begin) ? begin : next;
    }

    private static Instant at(int hour, LocalDate day, ZoneId zone) {
        return day.atTime(hour, 0).atZone(zone).toInstant();
    }

    /** user-service may know one, of a newer Java, that is not known here. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
