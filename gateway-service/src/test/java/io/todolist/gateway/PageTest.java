package io.todolist.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our page, as the bundler makes it. */
@QuarkusTest
class PageTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/welcome", "/list", "/user/login", "/user/register", "/apis", "/any/other/path/"})
    void everyPathThatIsNoAssetIsThePage(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Cache-Control", "no-cache")
                .header("Last-Modified", nullValue())
                .body(containsString("<!DOCTYPE html>"));
    }

    @Test
    void answersHeadToo() {
        given().head("/list").then().statusCode(200).header("Cache-Control", "no-cache");
    }

    @Test
    void hashedAssetsAreKeptForAYear() {
        given().get(script())
                .then()
                .statusCode(200)
                .contentType(containsString("javascript"))
                .header("Cache-Control", "public, max-age=31536000, immutable");
    }

    @Test
    void assetsAreCompressed() {
        given().header("Accept-Encoding", "gzip").get(script()).then().header("Content-Encoding", "gzip");
    }

    @Test
    void otherAssetsAreKeptForAShortTime() {
        given().get("/favicon.svg").then().statusCode(200).header("Cache-Control", "public, max-age=3600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/missing.js", "/static/bundle/app-ABCDEFGH.js", "/static/bundle/missing", "/a/b.png"})
    void aMissingAssetIsNotThePage(String path) {
        given().get(path)
                .then()
                .statusCode(404)
                .header("Cache-Control", "no-store")
                .body(not(containsString("<!DOCTYPE html>")));
    }

    @Test
    void quarkusOwnPathsAreNotThePage() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/nothing").then().statusCode(404);
    }

    private static String script() {
        String page = given().get("/").asString();
        Matcher script = Pattern.compile("src=\"(/static/bundle/[^\"]+)\"").matcher(page);
        return script.find() ? script.group(1) : "no script in " + page;
    }
}
