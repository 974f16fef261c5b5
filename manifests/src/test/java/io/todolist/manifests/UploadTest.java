package io.todolist.manifests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aayushatharva.brotli4j.decoder.Decoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to a CDN, and which addresses of one the build takes. */
class UploadTest {
    private static final String SCRIPT = "static/bundle/app-AAAAAAA1.js";
    private static final byte[] CONTENT = "document.title = '待办'; ".repeat(1000).getBytes(UTF_8);

    @TempDir
    Path target;

    private Path folder;

    @BeforeEach
    void bundle() throws IOException {
        folder = target.resolve("cdn");
        Path made = Files.createDirectories(target.resolve("web-bundler/prod/dist/static/bundle"));
        Files.write(made.resolve("app-AAAAAAA1.js"), CONTENT);
        Files.writeString(made.resolve("app-AAAAAAA1.js.map"), "{}");
        Files.writeString(made.resolve("app-AAAAAAA2.css"), "body { color: #123 }");
    }

    @Test
    void eachFileIsThereInThreeFormsWithTheSameContent() throws IOException {
        upload();
        assertArrayEquals(CONTENT, read(SCRIPT));
        assertArrayEquals(CONTENT, new GZIPInputStream(new ByteArrayInputStream(read(SCRIPT + ".gz"))).readAllBytes());
        assertArrayEquals(CONTENT, Decoder.decompress(read(SCRIPT + ".br")).getDecompressedData());
    }

    @Test
    void theListNamesExactlyTheFiles() throws IOException {
        upload();
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .filter(file -> !file.equals("upload.json"))
                            .collect(Collectors.toSet()),
                    list().keySet());
        }
        assertEquals(6, list().size());
    }

    @Test
    void theListSaysHowEachFileIsAnswered() throws IOException {
        upload();
        Map<String, Object> plain = list().get(SCRIPT);
        assertEquals("text/javascript; charset=utf-8", plain.get("Content-Type"));
        assertEquals("public, max-age=31536000, immutable", plain.get("Cache-Control"));
        assertEquals("*", plain.get("Access-Control-Allow-Origin"));
        assertEquals(null, plain.get("Content-Encoding"));
        Map<String, Object> packed = list().get("static/bundle/app-AAAAAAA2.css.br");
        assertEquals("text/css; charset=utf-8", packed.get("Content-Type"));
        assertEquals("br", packed.get("Content-Encoding"));
        assertEquals("gzip", list().get(SCRIPT + ".gz").get("Content-Encoding"));
    }

    @Test
    void whatTheBuildBeforeLeftIsGone() throws IOException {
        upload();
        Files.delete(target.resolve("web-bundler/prod/dist").resolve(SCRIPT));
        upload();
        assertTrue(Files.notExists(folder.resolve(SCRIPT + ".br")));
        assertEquals(3, list().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.example.com",
                "https://cdn.example.com/todolist",
                "https://203.0.113.7:8443/a/b-c_d.e~f",
                "http://localhost:3000"
            })
    void theBuildTakesTheAddress(String address) throws Exception {
        assertTrue(Pattern.matches(addresses(), address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "",
                "cdn.example.com",
                "http://cdn.example.com",
                "http://localhost.example.com",
                "//cdn.example.com",
                "https://",
                "https://cdn.example.com/",
                "https://cdn.example.com/a/",
                "https://cdn.example.com//a",
                "https://cdn.example.com/../a",
                "https://cdn.example.com?a=b",
                "https://cdn.example.com/a#b",
                "https://me@cdn.example.com",
                "https://cdn.example.com:",
                "https://cdn.example.com/\"onload=\"alert(1)",
                "https://cdn.example.com/'",
                "https://cdn.example.com/a;script-src *",
                "https://cdn.example.com/a,b",
                "https://*.example.com",
                "https://cdn.example.com/a\nb",
                "https://例子.中国",
                "javascript:alert(1)"
            })
    void theBuildRefusesTheAddress(String address) throws Exception {
        assertTrue(!Pattern.matches(addresses(), address));
    }

    /** As the build's profile for it checks them. */
    private static String addresses() throws Exception {
        return XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "//profile[id='cdn']//requireProperty/regex",
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(Checkout.ROOT.resolve("pom.xml").toFile()));
    }

    private void upload() throws IOException {
        Upload.main(new String[] {target.toString(), folder.toString()});
    }

    private byte[] read(String path) throws IOException {
        return Files.readAllBytes(folder.resolve(path));
    }

    private Map<String, Map<String, Object>> list() throws IOException {
        return Yaml.maps(Yaml.read(Files.readString(folder.resolve("upload.json")))).stream()
                .collect(Collectors.toMap(file -> (String) file.get("path"), file -> Yaml.map(file, "headers")));
    }
}
