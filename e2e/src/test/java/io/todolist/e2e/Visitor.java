package io.todolist.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Somebody with an account and a browser's cookies, who reaches the gateway through the ingress. */
final class Visitor {
    static final String PASSWORD = "correct horse battery";

    final String name = unusedName();
    private final String host;
    private final String ingress;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;

    private Visitor(String host, String ingress, HttpClient.Builder http) {
        this.host = host;
        this.ingress = ingress;
        this.http =
                http.version(HttpClient.Version.HTTP_1_1).cookieHandler(cookies).build();
    }

    /** Somebody new, signed in. */
    static Visitor registered() {
        Visitor visitor = anonymous();
        visitor.register();
        return visitor;
    }

    /** Nobody in particular: only the page. */
    static Visitor anonymous() {
        return at(Product.host());
    }

    /** Of a product that the ingress knows by this name. */
    static Visitor at(String host) {
        return new Visitor(host, "http://" + Settings.INGRESS, HttpClient.newBuilder());
    }

    /** Of a product with a certificate. */
    static Visitor at(TlsIngress ingress) {
        return new Visitor(ingress.host(), ingress.address(), ingress.client());
    }

    static String unusedName() {
        return "visitor-" + UUID.randomUUID().toString().substring(0, 13);
    }

    void register() {
        expect(201, post("/api/users", Map.of("name", name, "password", PASSWORD)));
    }

    void register(String email) {
        expect(201, post("/api/users", Map.of("name", name, "password", PASSWORD, "email", email)));
    }

    /** The status of a sign-in with this person's password. */
    int signIn() {
        return post("/api/session", Map.of("name", name, "password", PASSWORD)).statusCode();
    }

    HttpResponse<String> get(String path) {
        return get(path, Map.of());
    }

    HttpResponse<String> get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(ingress, host, path);
        headers.forEach(request::header);
        return send(request.build());
    }

    HttpResponse<String> post(String path, Map<String, ?> body) {
        return post(path, body, Map.of());
    }

    HttpResponse<String> post(String path, Map<String, ?> body, Map<String, String> headers) {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> patch(String path, Map<String, ?> body) {
        return send("PATCH", path, body, Map.of());
    }

    HttpResponse<String> delete(String path, Map<String, ?> body) {
        return send("DELETE", path, body, Map.of());
    }

    private HttpResponse<String> send(String method, String path, Map<String, ?> body, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = request(ingress, host, path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(Kubectl.JSON.writeValueAsString(body)));
            headers.forEach(request::header);
            return send(request.build());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpRequest.Builder request(String host, String path) {
        return request("http://" + Settings.INGRESS, host, path);
    }

    private static HttpRequest.Builder request(String ingress, String host, String path) {
        return HttpRequest.newBuilder(URI.create(ingress + path))
                .header("Host", host)
                .timeout(Duration.ofSeconds(90));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As after a night: the access token has run out, the session has not. */
    void forgetAccessToken() {
        var store = cookies.getCookieStore();
        store.getCookies().stream()
                .filter(cookie -> cookie.getName().endsWith("jwtToken"))
                .toList()
                .forEach(cookie -> store.remove(null, cookie));
    }

    /** The cookies that a browser would send. */
    Map<String, String> session() {
        return cookies.getCookieStore().getCookies().stream()
                .collect(Collectors.toMap(HttpCookie::getName, HttpCookie::getValue));
    }

    String accessToken() {
        return session().getOrDefault("__Host-jwtToken", session().get("jwtToken"));
    }

    boolean isSignedIn() {
        return session().keySet().stream().anyMatch(name -> name.endsWith("refreshToken"));
    }

    void add(String todo) {
        add(Map.of("name", todo));
    }

    void add(Map<String, ?> todo) {
        expect(201, post("/api/todos", todo));
    }

    /** Every todo, page by page; none may come twice. */
    Set<String> allNames() {
        Set<String> names = new HashSet<>();
        String next = "";
        while (next != null) {
            JsonNode page = json(get("/api/todos?size=100&after=" + next));
            for (JsonNode todo : page.path("items")) {
                String todoName = todo.path("name").asText();
                if (!names.add(todoName)) {
                    throw new AssertionError(todoName + " is there twice");
                }
            }
            next = page.hasNonNull("next") ? page.path("next").asText() : null;
        }
        return names;
    }

    JsonNode json(HttpResponse<String> answer) {
        try {
            return Kubectl.JSON.readTree(expect(200, answer).body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.request().method() + " "
                    + answer.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
