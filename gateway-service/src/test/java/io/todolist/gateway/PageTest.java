package io.todolist.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our page, as the bundler makes it. */
@QuarkusTest
class PageTest extends GatewayTest {
    private static final String OPEN = "/api/home?size=50&status=IN_PROGRESS%2CPAUSED";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/welcome",
                "/list",
                "/user/login",
                "/user/register",
                "/verify-email",
                "/unsubscribe",
                "/apis",
                "/any/other/path/"
            })
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
    void textSaysHowItIsWritten() {
        given().get("/favicon.svg").then().statusCode(200).header("Content-Type", "image/svg+xml; charset=utf-8");
    }

    /** Without a type a browser that must not guess, and each of ours is told so, may leave it out. */
    @Test
    void theManifestSaysWhatItIs() {
        given().get("/manifest.webmanifest").then().statusCode(200).header("Content-Type", "application/manifest+json");
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
    @ValueSource(strings = {"/missing.js", "/static/bundle/app-ABCDEFGH.css", "/static/bundle/missing", "/a/b.png"})
    void aMissingAssetIsNotThePage(String path) {
        given().get(path)
                .then()
                .statusCode(404)
                .header("Cache-Control", "no-store")
                .body(not(containsString("<!DOCTYPE html>")));
    }

    @Test
    void inPlaceOfAnotherVersionsScriptThePageStartsAnew() {
        given().get("/static/bundle/app-ABCDEFGH.js")
                .then()
                .statusCode(200)
                .contentType(containsString("javascript"))
                .header("Cache-Control", "no-store")
                .body(containsString("location.reload()"));
    }

    @Test
    void everyAnswerSaysWhichVersionItIsFrom() {
        String version = given().get("/api/home")
                .then()
                .header("X-Todolist-Version", notNullValue())
                .extract()
                .header("X-Todolist-Version");
        given().get("/")
                .then()
                .header("X-Todolist-Version", equalTo(version))
                .header("Server-Timing", equalTo("version;desc=\"" + version + "\""));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /api/home?size=50&status=IN_PROGRESS%2CPAUSED",
        "/done, /api/home?size=50&status=DONE&sort=-updated",
        "/all, /api/home?size=50",
        "/?q=oat+milk, /api/home?size=50&status=IN_PROGRESS%2CPAUSED&q=oat+milk",
        "/done?q=%E7%89%9B%E5%A5%B6, /api/home?size=50&status=DONE&q=%E7%89%9B%E5%A5%B6&sort=-updated"
    })
    void aSignedInPersonsDocumentSaysWhatThePageWillAskFor(String path, String address) {
        signedIn().get(path).then().statusCode(200).header("Link", equalTo(preload(address)));
        given().urlEncodingEnabled(false).get(path).then().statusCode(200).header("Link", nullValue());
    }

    /** The two are never on the same day. */
    @ParameterizedTest
    @CsvSource({"timeZone, Pacific/Kiritimati", "timeZone, Etc/GMT+12", "__Host-timeZone, Etc/GMT+12"})
    void todayIsThePersonsDay(String cookie, String zone) {
        LocalDate today = LocalDate.now(ZoneId.of(zone));
        signedIn()
                .cookie(cookie, zone)
                .get("/today")
                .then()
                .header("Link", equalTo(preload(OPEN + "&dueFrom=" + today + "&dueTo=" + today)));
        signedIn()
                .cookie(cookie, zone)
                .get("/overdue?q=milk")
                .then()
                .header("Link", equalTo(preload(OPEN + "&dueTo=" + today.minusDays(1) + "&q=milk&sort=due")));
        signedIn()
                .cookie("timeZone", "No/Where")
                .get("/today")
                .then()
                .statusCode(200)
                .header("Link", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/today", "/user/login", "/account", "/?sort=name", "/?q=%20milk", "/?q=%3e", "/?q="})
    void anyOtherDocumentSaysNothing(String path) {
        signedIn().get(path).then().statusCode(200).header("Link", nullValue());
    }

    @Test
    void quarkusOwnPathsAreNotThePage() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/nothing").then().statusCode(404);
    }

    private static RequestSpecification signedIn() {
        return given().urlEncodingEnabled(false).cookie("refreshToken", "any");
    }

    private static String preload(String address) {
        return "<" + address + ">; rel=preload; as=fetch; crossorigin=anonymous";
    }

    private static String script() {
        String page = given().get("/").asString();
        Matcher script = Pattern.compile("src=\"(/static/bundle/[^\"]+)\"").matcher(page);
        return script.find() ? script.group(1) : "no script in " + page;
    }
}
