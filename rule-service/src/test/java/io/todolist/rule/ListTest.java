package io.todolist.rule;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ListTest {
    private final Person ann = new Person();

    @Test
    void somebodyNewHasAnEmptyList() {
        ann.list("")
                .statusCode(200)
                .body("items.size()", equalTo(0))
                .body("total", equalTo(0))
                .body("next", nullValue());
    }

    @Test
    void showsTheNewestFirst() {
        add("one", "two", "three");
        assertEquals(List.of("three", "two", "one"), ann.names(""));
    }

    @ParameterizedTest
    @CsvSource({
        "name, '阿里,张三,apple,Banana,cherry'",
        "-name, 'cherry,Banana,apple,张三,阿里'",
        "created, '张三,cherry,apple,阿里,Banana'",
        "-created, 'Banana,阿里,apple,cherry,张三'",
        "-position, '张三,cherry,apple,阿里,Banana'"
    })
    void sorts(String sort, String expected) {
        add("张三", "cherry", "apple", "阿里", "Banana");
        assertEquals(List.of(expected.split(",")), ann.names("?sort=" + sort));
    }

    @Test
    void sortsByTheLatestChange() {
        add("one", "two", "three");
        ann.patch(ann.list("?q=two").extract().path("items[0].id"), Map.of("status", "DONE"));
        assertEquals(List.of("one", "three", "two"), ann.names("?sort=updated"));
        assertEquals(List.of("two", "three", "one"), ann.names("?sort=-updated"));
        assertEquals(List.of("one", "two", "three"), ann.names("?sort=created"));
    }

    @ParameterizedTest
    @CsvSource({"due, 'soon,later,never'", "-due, 'never,later,soon'"})
    void sortsByDueDateWithUndatedBehindAllOthers(String sort, String expected) {
        ann.added("never");
        ann.added(Map.of("name", "later", "due", "2031-01-01"));
        ann.added(Map.of("name", "soon", "due", "2030-01-01"));
        assertEquals(List.of(expected.split(",")), ann.names("?sort=" + sort));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "position",
                "-position",
                "name",
                "-name",
                "due",
                "-due",
                "created",
                "-created",
                "updated",
                "-updated"
            })
    void cursorsVisitEveryTodoOnce(String sort) {
        // Equal names and due dates: only the tie-break tells them apart.
        for (int i = 0; i < 11; i++) {
            ann.added(i % 3 == 0 ? Map.of("name", "same") : Map.of("name", "same", "due", "2030-01-0" + (1 + i % 2)));
        }
        List<String> whole = ann.list("?size=100&sort=" + sort).extract().path("items.id");
        List<String> visited = new ArrayList<>();
        String after = "";
        do {
            var page = ann.list("?size=4&sort=" + sort + "&after=" + after)
                    .statusCode(200)
                    .body("total", equalTo(11));
            visited.addAll(page.extract().path("items.id"));
            after = page.extract().path("next");
        } while (after != null);
        assertEquals(whole, visited);
    }

    @ParameterizedTest
    @ValueSource(strings = {"position", "-position", "name", "-due"})
    void pagesOfSeveralStatusesCutOneList(String sort) {
        List<String> statuses = List.of("IN_PROGRESS", "DONE", "PAUSED", "CLOSED");
        for (int i = 0; i < 12; i++) {
            ann.added(Map.of("name", "todo " + i, "status", statuses.get(i * 7 % 4)));
        }
        List<Map<String, ?>> all = ann.list("?size=100&sort=" + sort).extract().path("items");
        List<?> expected = all.stream()
                .filter(todo -> !todo.get("status").equals("DONE"))
                .map(todo -> todo.get("name"))
                .toList();
        String query = "?status=IN_PROGRESS,PAUSED,CLOSED&size=4&sort=" + sort;
        List<String> byCursor = new ArrayList<>();
        String after = "";
        do {
            var page = ann.list(query + "&after=" + after)
                    .body("total", equalTo(9))
                    .extract();
            byCursor.addAll(page.path("items.name"));
            after = page.path("next");
        } while (after != null);
        assertEquals(expected, byCursor);
        List<String> byNumber = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            byNumber.addAll(ann.names(query + "&page=" + page));
        }
        assertEquals(expected, byNumber);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/todos?size=100&status=DONE", "/home?size=100&status=DONE"})
    void aPageByCursorEndsWhereItHasEnoughText(String path) {
        String root = path.startsWith("/home") ? "todos." : "";
        for (int i = 0; i < 9; i++) {
            ann.added(Map.of("name", "todo " + i, "description", "待".repeat(10_000), "status", "DONE"));
        }
        List<String> whole = ann.names("?size=100&page=1");
        List<String> visited = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String after = "";
        do {
            var page = ann.request()
                    .get(path + "&after=" + after)
                    .then()
                    .statusCode(200)
                    .body(root + "size", equalTo(100))
                    .body(root + "total", equalTo(9));
            List<String> names = page.extract().path(root + "items.name");
            visited.addAll(names);
            sizes.add(names.size());
            after = page.extract().path(root + "next");
        } while (after != null);
        assertEquals(whole, visited);
        // Of 30 kB each, in 256 KiB.
        assertEquals(List.of(8, 1), sizes);
    }

    @Test
    void whatMustBeCountedIsCountedToAHundredUnlessThePageIsAskedForByNumber() {
        for (int i = 0; i < 101; i++) {
            ann.added("milk " + i);
        }
        ann.list("?q=milk").body("total", equalTo(100)).body("totalIsExact", equalTo(false));
        ann.list("?q=milk&page=1").body("total", equalTo(101)).body("totalIsExact", equalTo(true));
        ann.delete(ann.list("").extract().path("items[0].id"));
        ann.list("?q=milk").body("total", equalTo(100)).body("totalIsExact", equalTo(true));
        ann.list("?deleted=true").body("total", equalTo(1)).body("totalIsExact", equalTo(true));
        ann.list("?status=IN_PROGRESS").body("total", equalTo(100)).body("totalIsExact", equalTo(true));
    }

    @Test
    void aCursorSurvivesTheTodoItPointsAt() {
        add("one", "two", "three", "four");
        String next = ann.list("?size=2").extract().path("next");
        ann.delete(ann.list("?size=2").extract().path("items[1].id"));
        assertEquals(List.of("two", "one"), ann.names("?size=2&after=" + next));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void pagesByNumberCutTheSameList(int page) {
        add("1", "2", "3", "4", "5", "6", "7", "8", "9");
        List<String> whole = ann.names("?size=100");
        List<String> expected = whole.subList((page - 1) * 2, Math.min(page * 2, 9));
        ann.list("?size=2&page=" + page)
                .statusCode(200)
                .body("items.name", equalTo(expected))
                .body("page", equalTo(page))
                .body("size", equalTo(2))
                .body("total", equalTo(9));
    }

    @Test
    void aPageBeyondTheLastIsTheLast() {
        add("one", "two", "three");
        ann.list("?size=2&page=2147483647")
                .statusCode(200)
                .body("page", equalTo(2))
                .body("items.name", contains("one"));
    }

    @Test
    void filtersByOneOrSeveralStatuses() {
        ann.added(Map.of("name", "c", "status", "CLOSED"));
        ann.added(Map.of("name", "d", "status", "DONE"));
        ann.added(Map.of("name", "p", "status", "PAUSED"));
        ann.list("?status=DONE").body("items.name", contains("d")).body("total", equalTo(1));
        ann.list("?status=DONE&status=PAUSED")
                .body("items.name", contains("p", "d"))
                .body("total", equalTo(2));
        ann.list("?status=CLOSED,DONE&sort=name")
                .body("items.name", contains("c", "d"))
                .body("total", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "milk, 'Oat MILK'",
        "牛, 买牛奶",
        "%, 100% wool",
        "_, snake_case",
        "!, Hurry!",
        "'\\', back\\slash",
        "ÉCOLE, école"
    })
    void findsTextLiterallyInAnyCase(String text, String found) {
        add("Oat MILK", "买牛奶", "100% wool", "snake_case", "Hurry!", "back\\slash", "école", "other");
        List<String> names = ann.request()
                .queryParam("q", text)
                .get("/todos")
                .then()
                .extract()
                .path("items.name");
        assertEquals(List.of(found), names);
    }

    @Test
    void searchesNameAndDescriptionTogetherOrApart() {
        ann.added(Map.of("name", "red", "description", "blue"));
        ann.added(Map.of("name", "blue", "description", "red"));
        ann.list("?q=red").body("total", equalTo(2));
        ann.list("?name=red").body("items.name", contains("red")).body("total", equalTo(1));
        ann.list("?description=red").body("items.name", contains("blue"));
    }

    @Test
    void filtersByDueDates() {
        for (String due : List.of("2030-01-01", "2030-01-02", "2030-01-03")) {
            ann.added(Map.of("name", due, "due", due));
        }
        ann.added("never");
        ann.list("?dueFrom=2030-01-02&dueTo=2030-01-03&sort=due")
                .body("items.name", contains("2030-01-02", "2030-01-03"));
    }

    @Test
    void aDayOfUpdateIsADayOfItsTimeZone() {
        ann.added("now");
        ZoneId far = ZoneId.of("Pacific/Kiritimati");
        LocalDate there = LocalDate.now(far);
        ann.list("?zone=Pacific/Kiritimati&updatedOn=" + there).body("total", equalTo(1));
        ann.list("?zone=Pacific/Kiritimati&updatedOn=" + there.plusDays(1)).body("total", equalTo(0));
        // Twenty-five hours west it is another day already, whatever the hour.
        ann.list("?zone=Pacific/Niue&updatedOn=" + there).body("total", equalTo(0));
    }

    @Test
    void emptyParametersCountAsMissing() {
        ann.added("one");
        ann.list("?q=&name=&description=&status=&updatedOn=&dueFrom=&dueTo=&after=")
                .statusCode(200)
                .body("total", equalTo(1));
    }

    private void add(String... names) {
        for (String name : names) {
            ann.added(name);
        }
    }
}
