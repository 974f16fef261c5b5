package io.todolist.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page whose files come from a content delivery network; what a browser makes of it: CdnTest of system-tests. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(CdnTest.WithCdn.class)
class CdnTest extends GatewayTest {
    private static final String CDN = "https://cdn.example.com/todolist";
    private static final Pattern FILE =
            Pattern.compile("(?:src|href)=\"" + CDN + "(/static/[^\"]+)\" integrity=\"([^\"]+)\" crossorigin");

    public static class WithCdn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todolist.page.cdn", CDN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/done", "/user/login"})
    void theDocumentNamesScriptAndStyleThereWithTheHashesOfOurs(String path) throws Exception {
        String document = given().get(path).then().statusCode(200).extract().asString();
        List<MatchResult> files = FILE.matcher(document).results().toList();
        assertEquals(2, files.size(), document);
        for (MatchResult file : files) {
            byte[] ours =
                    given().get(file.group(1)).then().statusCode(200).extract().asByteArray();
            assertEquals("sha384-" + hash("SHA-384", ours), file.group(2));
        }
        assertThat(document, not(containsString("\"/static/")));
    }

    @Test
    void theDocumentIsAskedForEachTimeAndIsCompressed() {
        given().get("/")
                .then()
                .contentType("text/html; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("Last-Modified", nullValue());
        given().header("Accept-Encoding", "gzip").get("/").then().header("Content-Encoding", "gzip");
        given().head("/").then().statusCode(200).header("Cache-Control", "no-cache");
    }

    @Test
    void thePolicyAllowsItsFilesAndTheScriptThatFallsBack() throws Exception {
        String document = given().get("/").asString();
        String inline = document.substring(document.indexOf("<script>") + 8, document.indexOf("</script>"));
        given().get("/")
                .then()
                .header(
                        "Content-Security-Policy",
                        containsString("script-src 'self' " + CDN + "/static/ 'sha256-"
                                + hash("SHA-256", inline.getBytes(UTF_8)) + "'; style-src 'self' " + CDN + "/static/;"))
                .header("Content-Security-Policy", not(containsString("unsafe")));
    }

    /** They have no hash in their names, and no integrity can be said of them. */
    @Test
    void iconsAndManifestStayHere() {
        assertThat(given().get("/").asString().split(" href=\"/").length - 1, equalTo(3));
        given().get("/manifest.webmanifest").then().statusCode(200);
    }

    private static String hash(String algorithm, byte[] content) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(algorithm).digest(content));
    }
}
