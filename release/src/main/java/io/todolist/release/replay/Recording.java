package io.todolist.release.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.todolist.release.walk.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Visits of one recording, or of several pods' parts of one. */
public final class Recording {
    private static final ObjectReader LINE = Json.MAPPER.readerFor(Exchange.class);

    private final List<Visit> visits;

    private Recording(List<Visit> visits) {
        this.visits = visits;
    }

    List<Visit> visits() {
        return visits;
    }

    /**
     * @param places files of JSON Lines, also packed by gzip, or folders of them
     * @throws IllegalArgumentException says which line is none
     */
    public static Recording read(List<Path> places) {
        List<Exchange> exchanges = new ArrayList<>();
        places.forEach(place -> files(place).forEach(file -> read(file, exchanges)));
        Map<String, List<Exchange>> byVisit =
                exchanges.stream().collect(Collectors.groupingBy(Exchange::visit, TreeMap::new, Collectors.toList()));
        return new Recording(byVisit.entrySet().stream()
                .map(visit -> new Visit(
                        visit.getKey(),
                        visit.getValue().stream()
                                .sorted(Comparator.comparing(Exchange::at))
                                .toList()))
                .toList());
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> found = Files.list(place)) {
            return found.filter(file -> file.toString().matches(".*\\.jsonl(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Path file, List<Exchange> exchanges) {
        int number = 0;
        try (InputStream bytes = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    Exchange exchange = LINE.readValue(line);
                    if (!exchange.isOfTodos()) {
                        throw new IllegalArgumentException("%s, line %d: %s is not replayed"
                                .formatted(file, number, exchange.request().path()));
                    }
                    exchanges.add(exchange);
                }
            }
        } catch (JsonProcessingException e) {
            String why = e.getCause() instanceof IllegalArgumentException rule ? rule.getMessage() : "no exchange";
            throw new IllegalArgumentException("%s, line %d: %s".formatted(file, number, why), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read.", e);
        }
    }

    /**
     * Visits, again and again, until one account at each of them has so many warm requests, or there are so many of them.
     *
     * @param most visits
     */
    List<Visit> visits(long requests, int most) {
        List<Visit> enough = new ArrayList<>();
        long warm = 0;
        for (int i = 0; i < most && warm < requests; i++) {
            Visit next = visits.get(i % visits.size());
            enough.add(next);
            warm += next.played().size() - Visit.COLD;
        }
        return enough;
    }

    /** @throws IllegalArgumentException if it has no visits */
    static Recording toPlay(String place) {
        Recording recording = read(List.of(Path.of(place)));
        if (recording.visits.isEmpty()) {
            throw new IllegalArgumentException(place + " has no visits.");
        }
        return recording;
    }

    public int size() {
        return visits.size();
    }

    /** How often each request occurs, whichever todo it is about. */
    public Map<String, Long> routes() {
        return exchanges().collect(Collectors.groupingBy(Exchange::route, TreeMap::new, Collectors.counting()));
    }

    /** Visit by visit, each in its order. */
    public List<String> lines() {
        return exchanges().map(Json::text).toList();
    }

    public String har() {
        return Json.text(Har.of(visits));
    }

    private Stream<Exchange> exchanges() {
        return visits.stream().flatMap(visit -> visit.exchanges().stream());
    }
}
