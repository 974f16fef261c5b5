package io.todolist.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another page's build in place of ours. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherPageTest.OtherPage.class)
class OtherPageTest extends GatewayTest {

    @TestHTTPResource
    URI gateway;

    public static class OtherPage implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todolist.page.folder", "src/test/resources/other-page");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/welcome", "/list", "/user/login", "/user/register"})
    void everyPathThatIsNoAssetIsThePage(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Cache-Control", "no-cache")
                .body(containsString("Another page"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/umi.5a2b9c01.js", "/p__Login.5a2b9c01.async.js"})
    void hashedAssetsAreKeptForAYear(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .body(containsString("window"));
    }

    @Test
    void assetsAreCompressed() {
        given().header("Accept-Encoding", "gzip")
                .get("/umi.5a2b9c01.js")
                .then()
                .header("Content-Encoding", "gzip")
                .body(containsString("window"));
    }

    @Test
    void ourAssetsAreNotServed() {
        given().get("/favicon.svg").then().statusCode(404).contentType("application/problem+json");
    }

    /** The file is there, and the way to it is asked for as it is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../beside-other-page.txt",
                "/%2e%2e/beside-other-page.txt",
                "/..%2fbeside-other-page.txt",
                "/%2e%2e%2fbeside-other-page.txt",
                "/..%5cbeside-other-page.txt",
                "/any/../../beside-other-page.txt",
                "//../beside-other-page.txt"
            })
    void nothingOutsideOfTheFolderIsServed(String path) throws Exception {
        String secret = Files.readString(Path.of("src/test/resources/beside-other-page.txt"));
        assertThat(raw("/index.html"), containsString("Another page"));
        assertThat(raw(path), allOf(startsWith("HTTP/1.1 4"), not(containsString(secret))));
    }

    private String raw(String path) throws Exception {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void ourContentSecurityPolicyIsNotForIt() {
        given().get("/")
                .then()
                .header("Content-Security-Policy", nullValue())
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void theApiIsStillThere() {
        me.request().get("/api/currentUser").then().statusCode(200).body("userid", equalTo(me.id));
    }
}
