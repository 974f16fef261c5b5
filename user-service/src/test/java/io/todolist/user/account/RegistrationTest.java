package io.todolist.user.account;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Person.json;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.user.AtOnce;
import io.todolist.user.Person;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RegistrationTest {
    private static final String GOOD = "\"password\":\"battery staple 17\"";

    @Test
    void answersWithASessionAndNeverWithThePassword() {
        String name = "user-" + random();
        var answer = json(Map.of("name", name, "password", "battery staple 17", "email", "a@example.org"))
                .post("/users")
                .then()
                .statusCode(201)
                .body("user.name", equalTo(name))
                .body("user.email", equalTo("a@example.org"))
                .body("user.roles", contains("user"))
                .body("user.createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .body("user.version", equalTo(0))
                .body(not(containsString("assword")))
                .extract();
        assertEquals("/users/" + answer.path("user.id"), answer.header("Location"));
        assertEquals(7, UUID.fromString(answer.path("user.id")).version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"  %s\t", "\u00a0%s\u3000"})
    void trimsTheName(String pattern) {
        String name = "user-" + random();
        new Person(pattern.formatted(name), "battery staple 17")
                .register()
                .then()
                .statusCode(201)
                .body("user.name", equalTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void takesAnEmptyEmailForNone(String email) {
        json(Map.of("name", "user-" + random(), "password", "battery staple 17", "email", email))
                .post("/users")
                .then()
                .statusCode(201)
                .body("user.email", nullValue());
    }

    @Test
    void acceptsNamesOfEveryScript() {
        String name = "王小明\uD83D\uDE00" + random();
        new Person(name, "battery staple 17").register().then().statusCode(201).body("user.name", equalTo(name));
    }

    @ParameterizedTest(name = "{1} is the same name as {0}")
    @CsvSource({
        "Anna,aNNA",
        "Anna,\uFF21\uFF4E\uFF4E\uFF41",
        "Stra\u00dfe,STRASSE",
        "\u0392\u03cc\u03c2,\u0392\u038c\u03a3",
        "\uFB01nn,FINN"
    })
    void refusesNameThatIsTakenAfterNfkcAndCaseFolding(String taken, String asked) {
        String suffix = "-" + random();
        new Person(taken + suffix, "battery staple 17").register().then().statusCode(201);
        new Person(asked + suffix, "battery staple 17")
                .register()
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("taken"));
    }

    @Test
    void givesNameToOneOfTwentyWhoAskAtOnce() throws Exception {
        Person person = Person.unregistered();
        var statuses = AtOnce.times(20, () -> person.register().statusCode());
        assertEquals(1, Collections.frequency(statuses, 201));
        assertEquals(19, Collections.frequency(statuses, 409));
    }

    @Test
    void makesOneAccountOfTwentyRequestsWithOneKeyAtOnce() throws Exception {
        Person person = Person.unregistered();
        String key = UUID.randomUUID().toString();
        var sessions = AtOnce.times(
                20, () -> person.register(key).then().statusCode(201).extract().jsonPath());
        assertEquals(
                1,
                sessions.stream()
                        .map(session -> session.getString("user.id"))
                        .distinct()
                        .count());
        assertEquals(
                1,
                sessions.stream()
                        .map(session -> session.getString("refreshToken"))
                        .distinct()
                        .count());
        refresh(sessions.get(0).getString("refreshToken")).then().statusCode(200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name     | {}",
                "password | {`name`:`%s`}",
                "name     | {GOOD}",
                "name     | {`name`:null,GOOD}",
                "name     | {`name`:17,GOOD}",
                "name     | {`name`:1.5,GOOD}",
                "name     | {`name`:true,GOOD}",
                "name     | {`name`:[`a`],GOOD}",
                "name     | {`name`:{`a`:1},GOOD}",
                "name     | {`name`:`ab`,GOOD}",
                "name     | {`name`:`  ab  `,GOOD}",
                "name     | {`name`:`\\u00a0\\u00a0\\u00a0`,GOOD}",
                "name     | {`name`:`aaaaaaaaaabbbbbbbbbbccccccccccddddddddddX`,GOOD}",
                "name     | {`name`:`nul\\u0000nul`,GOOD}",
                "name     | {`name`:`line\\nfeed`,GOOD}",
                "name     | {`name`:`zero\\u200bwidth`,GOOD}",
                "name     | {`name`:`half\\ud800pair`,GOOD}",
                "email    | {`name`:`%s`,GOOD,`email`:`nobody`}",
                "email    | {`name`:`%s`,GOOD,`email`:5}",
                "email    | {`name`:`%s`,GOOD,`email`:[]}",
                "email    | {`name`:`%s`,GOOD,`email`:`a\\u0000@example.org`}",
                "email    | {`name`:`%s`,GOOD,`email`:`\\udc00@example.org`}",
                "password | {`name`:`%s`,`password`:null}",
                "password | {`name`:`%s`,`password`:12345678}",
                "password | {`name`:`%s`,`password`:`1234567`}",
                "password | {`name`:`%s`,`password`:`nul\\u0000nulnul`}",
                "password | {`name`:`%s`,`password`:`half\\ud800pair`}",
                "password | {`name`:`%s`,`password`:`password1`}",
                "password | {`name`:`%s`,`password`:`PassWord1`}",
                "password | {`name`:`%s`,`password`:`alphaman`}",
                "password | {`name`:`%s`,`password`:`%s`}",
                "admin    | {`name`:`%s`,GOOD,`admin`:true}",
                "roles    | {`name`:`%s`,GOOD,`roles`:[`admin`]}",
            })
    void refusesBadInputAndNamesTheField(String field, String body) {
        String filled = body.replace("GOOD", GOOD).replace('`', '"').replace("%s", "user-" + random());
        json(filled)
                .post("/users")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field))
                .body("violations.in", hasItem("body"))
                .body(not(containsString("io.todolist")))
                .body(not(containsString("java.")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TodoList2026!",
                "to.do-list 1",
                "2026 admin 2026",
                "ｑｕａｒｋｕｓ-Knative",
                "rule-service",
                "todosservice",
                "待办清单待办清单",
                "待办任务1234"
            })
    void refusesPasswordsThatConsistOfWordsOfThisProduct(String password) {
        new Person("somebody-" + random(), password)
                .register()
                .then()
                .statusCode(400)
                .body("violations.field", contains("password"))
                .body("violations[0].message", containsString("words such as todo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"todolist for two", "stodolist", "待办清单和茶一壶", "8315507264"})
    void acceptsPasswordsWithSomethingElseInThem(String password) {
        new Person("somebody-" + random(), password).register().then().statusCode(201);
    }

    @Test
    void explainsInChineseWhichWordsAreNoPassword() {
        json(Map.of("name", "user-" + random(), "password", "todolist2026"))
                .header("Accept-Language", "zh-CN")
                .post("/users")
                .then()
                .statusCode(400)
                .body("violations.message", hasItem(containsString("等词组成")));
    }

    @Test
    void refusesTooLongValues() {
        refuses("password", "p".repeat(129), null);
        refuses("email", "battery staple 17", "a@" + "b".repeat(60) + ("." + "c".repeat(60)).repeat(4));
        refuses("email", "battery staple 17", "a".repeat(100_000) + "@example.org");
        refuses("email", "battery staple 17", "a@" + "b.".repeat(60_000) + "org");
        refuses("name", "n".repeat(100_000), "battery staple 17", null);
    }

    /** A regular expression that looks for white space at the end needs the square of it; 100 seconds, here. */
    @Test
    void isQuickWithWhiteSpaceThatEndsNothing() {
        String name = "a" + " ".repeat(120_000) + "b";
        assertTimeout(Duration.ofSeconds(10), () -> refuses("name", name, "battery staple 17", null));
    }

    @Test
    void refusesTextBehindTheObject() {
        json("{\"name\":\"user-%s\",%s} {}".formatted(random(), GOOD))
                .post("/users")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void acceptsPasswordOf128CharactersOutsideOfThePlane() {
        Person.unregistered()
                .withPassword("\uD83D\uDE00".repeat(128))
                .register()
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "17", "\"text\"", "true"})
    void refusesBodyThatIsNoObject(String body) {
        json(body)
                .post("/users")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("not the JSON that is expected here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void refusesMissingBody(String body) {
        json(body).post("/users").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void saysWhereMalformedJsonIsMalformed() {
        json("{\n \"name\": oops }")
                .post("/users")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("line 2, column "));
    }

    @Test
    void refusesOtherContentTypes() {
        given().contentType("text/plain").body("name=a").post("/users").then().statusCode(415);
    }

    @Test
    void explainsInChineseOnRequest() {
        json(Map.of("name", "ab", "password", "battery staple 17"))
                .header("Accept-Language", "zh-CN")
                .post("/users")
                .then()
                .statusCode(400)
                .body("violations.message", hasItem(containsString("个字符")));
    }

    private static void refuses(String field, String password, String email) {
        refuses(field, "user-" + random(), password, email);
    }

    private static void refuses(String field, String name, String password, String email) {
        json(email == null
                        ? Map.of("name", name, "password", password)
                        : Map.of("name", name, "password", password, "email", email))
                .post("/users")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem(field));
    }

    private static String random() {
        return UUID.randomUUID().toString().substring(24);
    }
}
