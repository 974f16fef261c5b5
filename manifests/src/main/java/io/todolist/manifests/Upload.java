package io.todolist.manifests;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes what a content delivery network needs of the page: its script and style, each as it is, by gzip and by Brotli, and
 * upload.json, which names every file with the headers that it has to be answered with.
 *
 * <p>Arguments: the gateway's target folder; where to write.
 */
public final class Upload {
    /** Those that a document names. Only developer tools ask for the rest, source maps. */
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript", "css", "text/css");

    private final Path folder;
    private final List<String> list = new ArrayList<>();

    private Upload(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        Brotli4jLoader.ensureAvailability();
        Path bundler = Path.of(args[0], "web-bundler/prod/dist");
        Upload upload = new Upload(Path.of(args[1]));
        upload.empty();
        for (Path file : files(bundler)) {
            String path = bundler.relativize(file).toString().replace('\\', '/');
            upload.add(path, Files.readAllBytes(file));
        }
        Files.writeString(upload.folder.resolve("upload.json"), "[\n" + String.join(",\n", upload.list) + "\n]\n");
    }

    /** Of the build before. */
    private void empty() throws IOException {
        if (Files.exists(folder)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
        }
    }

    private void add(String path, byte[] content) throws IOException {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type + "; charset=utf-8");
        headers.put("Cache-Control", "public, max-age=31536000, immutable");
        headers.put("Access-Control-Allow-Origin", "*");
        headers.put("Vary", "Accept-Encoding");
        headers.put("X-Content-Type-Options", "nosniff");
        write(path, content, headers);
        headers.put("Content-Encoding", "gzip");
        write(path + ".gz", gzip(content), headers);
        headers.put("Content-Encoding", "br");
        write(path + ".br", Encoder.compress(content, Encoder.Parameters.create(11)), headers);
    }

    private void write(String path, byte[] content, Map<String, String> headers) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        // Nothing in it needs to be escaped.
        list.add(headers.entrySet().stream()
                .map(header -> "\"%s\": \"%s\"".formatted(header.getKey(), header.getValue()))
                .collect(Collectors.joining(", ", "  {\"path\": \"" + path + "\", \"headers\": {", "}}")));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
