package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todolist.release.walk.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A new account at one version, which does what a visitor did. */
final class Account {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final List<String> HEADERS = List.of("content-type", "accept", "accept-language", "idempotency-key");
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final Credentials credentials;
    private final Browser browser;
    private final Ids ids = new Ids();
    private boolean registered;

    Account(Credentials credentials, Browser browser) {
        this.credentials = credentials;
        this.browser = browser;
    }

    /** Without an e-mail address, so no mail goes out. */
    Answer register() throws InterruptedException {
        long begin = System.nanoTime();
        Optional<Heard> heard = browser.ask("POST", "/api/users", JSON, signIn());
        registered = heard.filter(answer -> answer.status() == 201).isPresent();
        return Answer.of(heard.orElse(null), this, System.nanoTime() - begin);
    }

    boolean isRegistered() {
        return registered;
    }

    Answer answer(Exchange exchange) throws InterruptedException {
        Exchange.Request request = exchange.request();
        Map<String, String> headers = new LinkedHashMap<>();
        HEADERS.forEach(
                name -> Optional.ofNullable(request.headers().get(name)).ifPresent(value -> headers.put(name, value)));
        Optional.ofNullable(request.headers().get("if-match"))
                .ifPresent(etag -> headers.put("if-match", ids.ownVersion(etag, request.path())));
        JsonNode body = request.body() == null ? null : ids.own(request.body());
        String target = target(request);
        long begin = System.nanoTime();
        Optional<Heard> heard = browser.ask(request.method(), target, headers, body);
        long nanos = System.nanoTime() - begin;
        heard.ifPresent(answer -> ids.learn(exchange.response().body(), answer.json()));
        return Answer.of(heard.orElse(null), this, nanos);
    }

    private String target(Exchange.Request request) {
        String path = ids.own(request.path());
        return request.query() == null || request.query().isEmpty()
                ? path
                : path + "?"
                        + Arrays.stream(request.query().split("&"))
                                .map(this::parameter)
                                .collect(Collectors.joining("&"));
    }

    /** What nobody can decode is sent as it was. */
    private String parameter(String recorded) {
        String[] pair = recorded.split("=", 2);
        if (pair.length < 2) {
            return recorded;
        }
        try {
            String value = URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
            return pair[0] + "=" + URLEncoder.encode(ids.own(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return recorded;
        }
    }

    /** Whether the account is gone, also if it never was. */
    boolean erase() throws InterruptedException {
        if (isErased()) {
            return true;
        }
        int signedIn = browser.ask("POST", "/api/session", JSON, signIn())
                .map(Heard::status)
                .orElse(0);
        return signedIn == 401 || signedIn == 200 && isErased();
    }

    boolean isErased() throws InterruptedException {
        ObjectNode password = Json.MAPPER.createObjectNode().put("password", credentials.password());
        return browser.ask("DELETE", "/api/me", JSON, password)
                .filter(heard -> heard.status() == 204)
                .isPresent();
    }

    private ObjectNode signIn() {
        return Json.MAPPER.createObjectNode().put("name", credentials.name()).put("password", credentials.password());
    }

    /** What is another one in each account, by a name that all have in common. */
    JsonNode form(JsonNode body) {
        return body == null ? null : Texts.replaced(body, this::form);
    }

    String form(String text) {
        if (text == null) {
            return null;
        }
        if (TIME.matcher(text).matches()) {
            return "a time";
        }
        return text.equals(credentials.name()) ? "the person's name" : ids.named(text);
    }
}
