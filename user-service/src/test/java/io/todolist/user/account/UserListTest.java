package io.todolist.user.account;

import static io.restassured.RestAssured.given;
import static io.todolist.user.Person.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.todolist.user.Keys;
import io.todolist.user.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserListTest {
    private String admin;

    @BeforeEach
    void signIn() {
        admin = Keys.adminToken();
    }

    @Test
    void showsEveryUserOnceOverAllPages() {
        List<String> mine = List.of(
                Person.registered().name(),
                Person.registered().name(),
                Person.registered().name());
        List<String> names = new ArrayList<>();
        String after = null;
        int pages = 0;
        do {
            JsonPath page = page(2, after);
            names.addAll(page.getList("items.name"));
            after = page.getString("next");
            pages++;
        } while (after != null);
        assertTrue(names.containsAll(mine));
        assertEquals(names.size(), new HashSet<>(names).size());
        assertEquals((names.size() + 1) / 2, pages);
    }

    @Test
    void tellsTheTotal() {
        int before = page(1, null).getInt("total");
        Person.registered();
        assertEquals(before + 1, page(1, null).getInt("total"));
    }

    @Test
    void neverShowsPasswords() {
        Person.registered();
        as(admin)
                .get("/users")
                .then()
                .statusCode(200)
                .body(not(containsString("assword")))
                .body(not(containsString("argon2")));
    }

    @Test
    void isNotForUsers() {
        as(Person.registered().accessToken())
                .get("/users")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void isNotForStrangers() {
        given().get("/users").then().statusCode(401).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "ten", "1.5", "99999999999999999999", "\u0663"})
    void refusesBadSizes(String size) {
        as(admin)
                .queryParam("size", size)
                .get("/users")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("size"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0190", "\u0000", "' or 1=1"})
    void refusesBadCursors(String cursor) {
        as(admin)
                .queryParam("after", cursor)
                .get("/users")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("after"));
    }

    private JsonPath page(int size, String after) {
        var request = as(admin).queryParam("size", size);
        if (after != null) {
            request.queryParam("after", after);
        }
        return request.get("/users").then().statusCode(200).extract().jsonPath();
    }
}
