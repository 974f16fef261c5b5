package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list as the old page reads it, sentence by sentence. */
@QuarkusTest
class OldPageListTest extends OldPageTest {
    @Test
    void aListHasItemsAndTheFullCount() {
        answerList("{\"items\":[" + TODO + "],\"total\":31,\"size\":10,\"page\":2,\"next\":null}");
        list("?current=2&pageSize=10")
                .statusCode(200)
                .body("data.size()", equalTo(1))
                .body("total", equalTo(31))
                .body("success", equalTo(true))
                .body("pageSize", equalTo(10))
                .body("current", equalTo(2));
    }

    @Test
    void anItemHasAllFields() {
        answerList("{\"items\":[" + TODO + "],\"total\":1,\"size\":10,\"page\":1,\"next\":null}");
        list("").body("data[0]", aMapWithSize(12))
                .body("data[0].key", equalTo(KEY))
                .body("data[0].disabled", equalTo(false))
                .body("data[0].href", notNullValue())
                .body("data[0].avatar", startsWith("data:"))
                .body("data[0].name", equalTo("buy milk"))
                .body("data[0].owner", equalTo(me.name))
                .body("data[0].desc", equalTo("two"))
                .body("data[0].callNo", equalTo(0))
                .body("data[0].status", equalTo(2))
                .body("data[0].updatedAt", equalTo("2026-01-31T09:00:00Z"))
                .body("data[0].createdAt", equalTo("2026-01-30T08:00:00Z"))
                .body("data[0].progress", equalTo(100));
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, 0", "IN_PROGRESS, 1", "DONE, 2", "PAUSED, 3"})
    void statusIsANumber(String status, int number) {
        answerList("{\"items\":[" + TODO.replace("DONE", status) + "],\"total\":1,\"size\":10,\"page\":1}");
        list("").body("data[0].status", equalTo(number));
    }

    @Test
    void currentBeyondTheLastPageIsTheLastPage() {
        answerList("{\"items\":[" + TODO + "],\"total\":11,\"size\":10,\"page\":2,\"next\":null}");
        list("?current=9").body("current", equalTo(2));
        assertEquals("9", asked("page"));
    }

    @ParameterizedTest
    @CsvSource({
        "current=3, page, 3",
        "current=, page, 1",
        "current=abc, page, 1",
        "current=0, page, 1",
        "current=-1, page, 1",
        "pageSize=50, size, 50",
        "pageSize=, size, 10",
        "pageSize=1000, size, 100",
        "sorter=updatedAt_ascend, sort, updated",
        "sorter=updatedAt_descend, sort, -updated",
        "name=milk, name, milk",
        "desc=two, description, two",
        "status=0, status, CLOSED",
        "status=3, status, PAUSED"
    })
    void aParameterIsTranslated(String parameter, String name, String value) {
        answerEmptyList();
        list("?" + parameter).statusCode(200);
        assertEquals(value, asked(name));
    }

    @Test
    void statusMayBeACommaList() {
        answerEmptyList();
        me.request().queryParam("status", "0,2").get("/api/rule").then().statusCode(200);
        assertEquals("CLOSED,DONE", asked("status"));
    }

    @Test
    void updatedAtIsThatDay() {
        answerEmptyList();
        me.request()
                .queryParam("updatedAt", "2026-01-31 23:59:59")
                .get("/api/rule")
                .then()
                .statusCode(200);
        assertEquals("2026-01-31", asked("updatedOn"));
        assertEquals("Asia/Shanghai", asked("zone"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sorter=",
                "sorter=updatedAt_undefined",
                "name=",
                "desc=",
                "status=",
                "updatedAt=",
                "_timestamp=1770000000000"
            })
    void whatIsEmptyOrUnsortedOrATimestampIsIgnored(String parameter) {
        answerEmptyList();
        list("?" + parameter).statusCode(200);
        assertEquals(
                List.of("page", "size"),
                request().getQueryParams().keySet().stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource({"status=7, status", "updatedAt=yesterday, updatedAt"})
    void anImpossibleSearchIsRefused(String parameter, String field) {
        list("?" + parameter)
                .statusCode(400)
                .body("violations[0].field", equalTo(field))
                .body("violations[0].in", equalTo("query"));
    }

    private ValidatableResponse list(String query) {
        return me.request().get("/api/rule" + query).then();
    }

    private LoggedRequest request() {
        return services.rules
                .findAll(anyRequestedFor(anyUrl()).withHeader("Authorization", WireMock.equalTo(me.authorization())))
                .get(0);
    }

    private String asked(String parameter) {
        return request().queryParameter(parameter).firstValue();
    }
}
