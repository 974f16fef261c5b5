package io.todolist.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visits that a gateway records, and its recording, which it writes when it ends. */
class RecordedJourneyTest {
    private static final Path FOLDER = Path.of("target", "recording");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Shorter ones may come about by chance. */
    private static final Pattern WORD = Pattern.compile("\\p{IsLatin}{6,}|\\p{IsHan}{2,}|\\p{So}{4,}");

    private final Heard heard = new Heard();
    private final Service gateway = Todolist.running()
            .gatewayTo(Todolist.running().rule)
            .with("TODOLIST_RECORDING_SHARE", "1")
            .with("TODOLIST_RECORDING_KEY", "a key of the tests of the whole product")
            .with("TODOLIST_RECORDING_TO", FOLDER.toString())
            .with("TODOLIST_RECORDING_EVERY", "1H");

    /** All that must not be in a recording: what was said, and whatever an answer had of cookies and ids. */
    private static final class Heard implements Filter {
        private final Set<String> secrets = new HashSet<>();
        private int exchanges;

        @Override
        public Response filter(
                FilterableRequestSpecification request, FilterableResponseSpecification as, FilterContext next) {
            Response answer = next.next(request, as);
            if (request.getUserDefinedPath().matches("/api/(todos|home).*")) {
                exchanges++;
            }
            secrets.addAll(answer.getCookies().values());
            ID.matcher(answer.asString()).results().forEach(id -> secrets.add(id.group()));
            return answer;
        }

        String say(String text) {
            WORD.matcher(text).results().forEach(word -> secrets.add(word.group()));
            return text;
        }
    }

    /** Somebody at this gateway. */
    private final class Guest {
        private final Visitor visitor =
                new Visitor("guest-" + UUID.randomUUID().toString().substring(0, 13), gateway);

        Guest() {
            heard.secrets.add(visitor.name);
            heard.secrets.add(Visitor.PASSWORD);
            String address = heard.say(visitor.name + "@example.org");
            send(Map.of("name", visitor.name, "password", Visitor.PASSWORD)).post("/api/users");
            send(Map.of("email", address, "currentPassword", Visitor.PASSWORD)).patch("/api/me");
            heard.secrets.add(address);
        }

        RequestSpecification request() {
            return visitor.request().filter(heard);
        }

        RequestSpecification send(Map<String, ?> body) {
            return request().header("Idempotency-Key", UUID.randomUUID()).body(body);
        }

        String add(String name, String description, String due) {
            Map<String, Object> todo =
                    new HashMap<>(Map.of("name", heard.say(name), "description", heard.say(description)));
            todo.put("due", due);
            return send(todo)
                    .post("/api/todos")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
        }

        ValidatableResponse get(String path) {
            return request().get(path).then().statusCode(200);
        }

        void find(String text) {
            get("/api/todos?size=50&q=" + heard.say(text));
        }

        void change(String todo, Map<String, ?> change) {
            send(change).patch("/api/todos/" + todo).then().statusCode(200);
        }

        void move(String todo, String side, String other) {
            send(Map.of(side, other))
                    .post("/api/todos/" + todo + "/move")
                    .then()
                    .statusCode(200);
        }
    }

    @BeforeEach
    void nothingIsThere() throws IOException {
        for (Path file : Recorded.files(FOLDER)) {
            Files.delete(file);
        }
    }

    @Test
    void aRecordingHasEverythingThatPeopleDidAndNothingOfThem() throws IOException {
        gateway.start().awaitReady();
        shopping(new Guest());
        birthday(new Guest());
        tidyingUp(new Guest());
        gateway.close();

        List<Path> files = Recorded.files(FOLDER);
        assertEquals(1, files.size());
        String recording = Files.readString(files.get(0)).toLowerCase(Locale.ROOT);
        assertEquals(heard.exchanges, recording.lines().count());
        for (String secret : heard.secrets) {
            assertFalse(secret.length() > 1 && recording.contains(secret.toLowerCase(Locale.ROOT)), secret);
        }
    }

    private void shopping(Guest ann) {
        ann.get("/api/home?size=50");
        String milk = ann.add("Buy oat milk and bananas", "At the corner shop, at eight", "2030-01-03");
        String bread = ann.add("Buy sourdough bread", "", "2030-01-02");
        String letter = ann.add("Write a letter to grandmother", "Thank her for the sweater\n\n— and call!", null);
        ann.get("/api/todos?size=2");
        String next = ann.get("/api/todos?size=2&sort=name").extract().path("next");
        ann.get("/api/todos?size=2&sort=name&after=" + next);
        ann.find("bananas");
        ann.find("SOURDOUGH");
        ann.find("sweat");
        ann.get("/api/todos/" + milk);
        ann.change(milk, Map.of("status", "DONE"));
        ann.request()
                .header("If-Match", "\"0\"")
                .body(Map.of("name", heard.say("Buy too many bananas")))
                .patch("/api/todos/" + milk)
                .then()
                .statusCode(412);
        ann.move(letter, "after", bread);
        ann.request().delete("/api/todos/" + bread).then().statusCode(204);
        ann.get("/api/todos?deleted=true&size=50");
        ann.send(Map.of()).post("/api/todos/" + bread + "/restore").then().statusCode(200);
        ann.get("/api/todos/" + milk + "/history?size=20");
        ann.get("/api/todos/counts");
        ann.request().get("/api/todos/" + UUID.randomUUID()).then().statusCode(404);
        ann.get("/api/home?size=50&status=IN_PROGRESS,PAUSED&dueTo=2030-01-02&sort=due");
    }

    private void birthday(Guest li) {
        li.get("/api/home?size=50");
        String cake = li.add("准备生日蛋糕🎂🎈🎁🎉", "草莓的，二十四寸", "2030-02-01");
        String call = li.add("给妈妈打电话", "", null);
        li.add("买牛奶和面包 milk", "楼下超市", "2030-01-31");
        li.find("牛奶");
        li.find("妈妈打");
        li.find("生日");
        li.change(cake, Map.of("name", heard.say("准备巧克力生日蛋糕🎂🎈🎁🎉"), "status", "PAUSED"));
        li.get("/api/todos/" + cake + "/history?size=20");
        li.move(call, "before", cake);
        li.send(Map.of("status", "SLEEPING")).patch("/api/todos/" + call).then().statusCode(400);
        li.get("/api/todos?size=50&sort=-updated");
        li.get("/api/todos?size=50&updatedOn=2030-01-01&zone=Asia/Shanghai");
        li.get("/api/home?size=50&q=" + heard.say("巧克力"));
    }

    private void tidyingUp(Guest bo) {
        bo.get("/api/home?size=50");
        List<String> ids = Stream.of(
                        "Répare le vélo rouge",
                        "Ranger la bibliothèque",
                        "Téléphoner à Stéphanie",
                        "Arroser les plantes")
                .map(name -> bo.add(name, "", "2030-03-01"))
                .toList();
        bo.send(Map.of("ids", ids.subList(0, 3), "status", "DONE"))
                .post("/api/todos/status")
                .then()
                .statusCode(200);
        bo.get("/api/todos?size=50&status=DONE&sort=-updated");
        bo.send(Map.of("ids", ids.subList(0, 2)))
                .post("/api/todos/delete")
                .then()
                .statusCode(200);
        bo.get("/api/todos?deleted=true&size=50");
        bo.send(Map.of("ids", List.of(ids.get(0), UUID.randomUUID())))
                .post("/api/todos/restore")
                .then()
                .statusCode(200);
        bo.find("bibliothèque");
        bo.find("plantes");
        bo.get("/api/todos?size=50&page=1&sort=due");
        bo.get("/api/todos/counts");
    }
}
