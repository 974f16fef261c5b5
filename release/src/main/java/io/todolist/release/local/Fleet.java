package io.todolist.release.local;

import io.todolist.release.walk.Facts;
import io.todolist.release.walk.Split;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All versions, and who of the visitors has which. */
final class Fleet {
    /** So many tickets are there; a visitor draws one. */
    static final int TICKETS = 10_000;

    private final Map<String, Served> served = new LinkedHashMap<>();
    private Split split;
    private String mark;

    Fleet(Vertx vertx, HttpClient client, Setup setup, Children children) {
        setup.versions()
                .forEach(version -> served.put(version.name(), new Served(vertx, client, setup, version, children)));
        set(new Split(Map.of(setup.versions().get(0).name(), 100)));
    }

    Collection<Served> all() {
        return served.values();
    }

    Optional<Served> named(String name) {
        return Optional.ofNullable(served.get(name));
    }

    /** The newest version has the last tickets, so that a greater share moves visitors to it and none away. */
    Served of(int ticket) {
        Split now = split();
        int end = 0;
        for (Served version : served.values()) {
            end += now.of(version.name()) * (TICKETS / 100);
            if (ticket < end) {
                return version;
            }
        }
        throw new IllegalStateException("No version has ticket " + ticket);
    }

    synchronized Split split() {
        return split;
    }

    synchronized String mark() {
        return mark;
    }

    /** @param expected null for whatever mark there is */
    synchronized boolean set(Split wanted, String expected) {
        if (expected != null && !expected.equals(mark)) {
            return false;
        }
        set(wanted);
        return true;
    }

    private void set(Split wanted) {
        if (!served.keySet().containsAll(wanted.percent().keySet())) {
            throw new IllegalArgumentException(
                    "not all of them are versions here: " + wanted.percent().keySet());
        }
        split = wanted;
        mark = UUID.randomUUID().toString();
    }

    synchronized Facts facts(Clock clock) {
        Map<String, Facts.Version> versions = new HashMap<>();
        served.forEach((name, version) -> versions.put(name, version.facts()));
        return new Facts(clock.instant(), split, mark, versions);
    }
}
