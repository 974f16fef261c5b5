package io.todolist.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text as long as it may come costs all three services together no more than a moment, whatever it is made of. */
@Tag("long")
class HostileTextTest {
    private static final Duration MOMENT = Duration.ofMillis(100);

    /** The least of them counts: in the others code is loaded, compiled, or rubbish is collected. */
    private static final int TRIES = 5;

    /** As much as a body may have, but for what stands around the text. */
    private static final int BODY = 128 * 1024 - 1_000;

    /** As much as a request line may have. */
    private static final int ADDRESS = 3_800;

    /** As much as all heads may have, but for cookies. */
    private static final int HEAD = 16_000;

    private final Visitor visitor = Visitor.registered();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /api/session       | {\"name\":\"BAD\",\"password\":\"p\"}",
                "POST   | /api/session       | {\"name\":\"n\",\"password\":\"BAD\"}",
                "POST   | /api/users         | {\"name\":\"BAD\",\"password\":\"correct horse\"}",
                "POST   | /api/users         | {\"name\":\"a name\",\"password\":\"BAD\"}",
                "POST   | /api/users         | {\"name\":\"a name\",\"password\":\"correct horse\",\"email\":\"BAD\"}",
                "PATCH  | /api/me            | {\"name\":\"BAD\",\"currentPassword\":\"correct horse battery\"}",
                "PATCH  | /api/me            | {\"email\":\"BAD\",\"currentPassword\":\"correct horse battery\"}",
                "PATCH  | /api/me            | {\"name\":\"a name\",\"currentPassword\":\"BAD\"}",
                "PUT    | /api/me/password   | {\"currentPassword\":\"BAD\",\"newPassword\":\"correct horse\"}",
                "PUT    | /api/me/password   | {\"currentPassword\":\"correct horse\",\"newPassword\":\"BAD\"}",
                "DELETE | /api/me            | {\"password\":\"BAD\"}",
                "POST   | /api/todos         | {\"name\":\"BAD\"}",
                "POST   | /api/todos         | {\"name\":\"a\",\"description\":\"BAD\"}",
                "POST   | /api/todos         | {\"name\":\"a\",\"due\":\"BAD\"}",
                "POST   | /api/todos         | {\"name\":\"a\",\"status\":\"BAD\"}",
                "POST   | /api/todos         | {\"BAD\":\"a\"}",
                "POST   | /api/todos/delete  | {\"ids\":[\"BAD\"]}",
                "POST   | /api/todos/status  | {\"ids\":[],\"status\":\"BAD\"}",
                "POST   | /api/rule          | {\"name\":\"BAD\"}",
                "POST   | /api/rule          | {\"name\":\"a\",\"desc\":\"BAD\"}",
                "POST   | /api/rule          | {\"name\":\"a\",\"method\":\"BAD\"}",
                "PUT    | /api/rule          | {\"key\":\"BAD\",\"name\":\"a\"}",
                "PUT    | /api/rule          | {\"key\":\"00000000-0000-0000-0000-000000000000\",\"status\":\"BAD\"}",
                "POST   | /api/login/account | {\"userName\":\"BAD\",\"password\":\"p\"}",
                "POST   | /api/login/account | {\"userName\":\"n\",\"password\":\"p\",\"type\":\"BAD\"}",
                "POST   | /user/register     | {\"userName\":\"BAD\",\"password\":\"p\"}",
                "POST   | /user/register     | {\"mail\":\"BAD\",\"password\":\"correct horse\"}",
            })
    void inABody(String method, String path, String body) {
        fillings(BODY)
                .forEach(text -> answersInAMoment(
                        () -> visitor.request().body(body.replace("BAD", text)).request(method, path)));
    }

    /** Ten thousand fields are as many as are read. */
    @ParameterizedTest
    @ValueSource(strings = {"key[]=%d", "key[%d]=a", "key=%d", "field%d=a", "%%5B%d="})
    void inAFormOfManyFields(String field) {
        String form = IntStream.range(0, 9_999).mapToObj(field::formatted).collect(Collectors.joining("&"));
        answersInAMoment(() -> visitor.request()
                .contentType("application/x-www-form-urlencoded")
                .body(form + "&method=delete")
                .post("/api/rule"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?q=",
                "/",
                "/static/bundle/",
                "/static/bundle/a.",
                "/api/todos?q=",
                "/api/todos?sort=",
                "/api/todos?zone=",
                "/api/todos?status=",
                "/api/todos?after=",
                "/api/todos/",
                "/api/sessions/",
                "/api/email-verifications/",
                "/api/users?name=",
                "/api/rule?sorter="
            })
    void inAnAddress(String start) {
        Stream.of("a", "1", "a.", "%20", "[", "%CC%81", ",")
                .map(part -> part.repeat(ADDRESS / part.length()).replace("[", "%5B"))
                .map(text -> text.substring(0, ADDRESS / 3 * 3))
                .forEach(text -> answersInAMoment(
                        () -> visitor.request().urlEncodingEnabled(false).get(start + text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Language",
                "If-Match",
                "If-None-Match",
                "traceparent",
                "Authorization",
                "Accept",
                "Origin"
            })
    void inAHead(String name) {
        String languages = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "%c%c;q=0.%d,".formatted('a' + i % 26, 'a' + i / 26 % 26, i % 9 + 1))
                .limit(HEAD / 9)
                .collect(Collectors.joining());
        Stream.concat(
                        Stream.of(languages),
                        Stream.of("a", "1", "\"1\",", "[", "-", ";q=").map(part -> part.repeat(HEAD / part.length())))
                .forEach(text -> answersInAMoment(() -> visitor.request()
                        .header(name, text)
                        .body("{\"name\":\"\"}")
                        .patch("/api/todos/" + UUID.randomUUID())));
    }

    /** A cursor of one's own making: what no database keeps is a 400. */
    @ParameterizedTest
    @CsvSource({
        "name, a\u0000b",
        "created, +1000000000-12-31T23:59:59Z",
        "updated, -0044-03-15T00:00:00Z",
        "due, +999999999-12-31",
        "position, 1e999999999",
    })
    void inACursor(String order, String key) {
        String cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((order + " " + UUID.randomUUID() + " " + key).getBytes(UTF_8));
        visitor.get("/api/todos?sort=" + order + "&after=" + cursor).statusCode(400);
    }

    @Test
    void theSearchOfThePageMayBeLong() {
        String link = visitor.request()
                .urlEncodingEnabled(false)
                .get("/?q=" + "%E7%89%9B".repeat(200))
                .header("Link");
        assertTrue(link.contains("/api/home"), link);
        assertNull(visitor.request().urlEncodingEnabled(false).get("/?q=a%20b").header("Link"));
    }

    private static Stream<String> fillings(int length) {
        return Stream.of(" ", "a", "1", "[", "\u0301", "\\\\", "😀")
                .map(part -> part.repeat(length / part.getBytes(UTF_8).length));
    }

    private static void answersInAMoment(Supplier<Response> request) {
        Duration least = null;
        for (int i = 0; i < TRIES && (least == null || least.compareTo(MOMENT) > 0); i++) {
            Duration before = cpu();
            int status = request.get().statusCode();
            Duration took = cpu().minus(before);
            assertTrue(status < 500, "status " + status);
            least = least == null || took.compareTo(least) < 0 ? took : least;
        }
        assertTrue(least.compareTo(MOMENT) <= 0, "it took " + least.toMillis() + " ms of CPU");
    }

    private static Duration cpu() {
        Todolist all = Todolist.running();
        return Stream.of(all.gateway, all.user, all.rule).map(Service::cpu).reduce(Duration.ZERO, Duration::plus);
    }
}
