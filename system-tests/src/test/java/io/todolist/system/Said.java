package io.todolist.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What people of these tests said to any service, and what they got that is theirs alone: names, addresses, passwords, texts,
 * ids, tokens, cookies. Nothing of it may be in a recording.
 */
final class Said implements Filter {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Bits that do not come by chance. */
    private static final int SURE = 40;

    private static final Pattern RECORDED = Pattern.compile("/api/(?:home|todos)\\b.*");

    /** Of answers; all else in them is the product's. */
    private static final Set<String> THEIRS =
            Set.of("id", "name", "description", "email", "next", "secret", "uri", "code", "codes", "token");

    /** What a recording has as it is: a status, a time, a zone. */
    private static final Pattern KEPT =
            Pattern.compile("(?:(?:IN_PROGRESS|PAUSED|DONE|CLOSED),?)+|\\d{4}-\\d\\d-\\d\\d[T0-9:.]*Z?");

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();

    Set<String> secrets() {
        return secrets;
    }

    /** So many of the requests that are recorded were answered well, by that gateway. */
    int answers() {
        return answers.get();
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification as, FilterContext next) {
        Response answer = next.next(request, as);
        asked(request.getURI(), request.getBody());
        if (request.getHeaders().hasHeaderWithName("Idempotency-Key")) {
            note(request.getHeaders().getValue("Idempotency-Key"));
        }
        answer.getCookies().values().forEach(this::note);
        answered(request.getURI(), answer.asString());
        if (answer.statusCode() / 100 == 2) {
            answeredWell(request.getURI());
        }
        return answer;
    }

    void answeredWell(String uri) {
        String gateway = Todolist.running().gateway.url();
        if (uri.startsWith(gateway)
                && RECORDED.matcher(uri.substring(gateway.length())).matches()) {
            answers.incrementAndGet();
        }
    }

    /** @param body null if there was none */
    void asked(String uri, Object body) {
        if (uri.contains("?")) {
            for (String parameter : uri.replaceFirst(".*?\\?", "").split("&")) {
                note(decoded(parameter.replaceFirst("[^=]*=", "")));
            }
        }
        if (body != null) {
            read(body.toString(), true);
        }
    }

    /** What is behind /q says something of the product. */
    void answered(String uri, String body) {
        if (!uri.contains("/q/")) {
            read(body, false);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private void read(String body, boolean isTheirs) {
        try {
            read(JSON.readTree(body), isTheirs);
        } catch (JsonProcessingException e) {
            if (isTheirs) {
                note(body);
            }
        }
    }

    private void read(JsonNode node, boolean isTheirs) {
        if (node.isTextual() && isTheirs) {
            note(node.textValue());
        }
        if (node.isArray()) {
            node.forEach(element -> read(element, isTheirs));
        }
        node.properties().forEach(field -> read(field.getValue(), isTheirs || THEIRS.contains(field.getKey())));
    }

    void note(String text) {
        String small = text.strip().toLowerCase(Locale.ROOT);
        if (!KEPT.matcher(text).matches() && !ZoneId.getAvailableZoneIds().contains(text) && !mayComeByChance(small)) {
            secrets.add(small);
        }
    }

    /**
     * A text may stand for itself by chance: 40 bits of it are asked for, as far as they are replaced. A beginning of a word is
     * always replaced by the same one, so "a.a.a.a" is no longer than "a".
     */
    static boolean mayComeByChance(String text) {
        Set<String> beginnings = new HashSet<>();
        String word = "";
        int bits = 0;
        for (int at = 0; at < text.length() && bits < SURE; at = text.offsetByCodePoints(at, 1)) {
            int character = text.codePointAt(at);
            boolean isAlone = Character.isIdeographic(character) || bits(character) == 0;
            word = (isAlone ? "" : word) + Character.toString(character);
            bits += beginnings.add(word) ? bits(character) : 0;
            word = isAlone ? "" : word;
        }
        return bits < SURE;
    }

    private static int bits(int character) {
        if (Character.isIdeographic(character)) {
            return 14;
        }
        if (Character.isAlphabetic(character)) {
            return 4;
        }
        return Character.isDigit(character) ? 3 : 0;
    }
}
