package io.todolist.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The committed manifests in a copy with the images of the registry under test. */
final class Manifests {
    static final YAMLMapper YAML =
            new YAMLMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));

    private static final Path COMMITTED = Settings.CHECKOUT.resolve("knative");
    private static final Path COPY = copy();

    private Manifests() {}

    /** For kubectl apply -f. */
    static Path folder() {
        return COPY;
    }

    static ObjectNode document(String file, String kind, String name) {
        try (var documents = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(COPY.resolve(file).toFile())) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (kind.equals(document.path("kind").asText())
                        && name.equals(document.at("/metadata/name").asText())) {
                    return (ObjectNode) document;
                }
            }
            throw new IllegalStateException("No " + kind + " " + name + " in " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode parse(String yaml) {
        try {
            return (ObjectNode) YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(JsonNode manifest) {
        try {
            return YAML.writeValueAsString(manifest);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a folder for kubectl apply -k says. */
    static String kustomized(String folder) {
        String text = ours(Kubectl.command(
                "kubectl", "kustomize", Settings.CHECKOUT.resolve(folder).toString()));
        return Settings.POSTGRES_IMAGE
                .map(image -> text.replaceAll("image: \\S*/postgres:\\S+", "image: " + image))
                .orElse(text);
    }

    /** What a person adds to Istio's ingress, with the gateway's name here in it. */
    static String ingressRetry(String host) {
        return read("istio/retry.yaml").replace("gateway-service.todolist.example.com", host);
    }

    /** What a person adds who has Knative Eventing. */
    static String eventing() {
        return read("eventing/events.yaml");
    }

    /** What a person adds who lets the cluster go on with a release; it is in two namespaces. */
    static Path release() {
        Path copy = COPY.resolveSibling("release.yaml");
        write(copy, ours(read("release/release.yaml")));
        return copy;
    }

    private static String read(String file) {
        try {
            return Files.readString(COMMITTED.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has to be there before the secrets. */
    static String namespaceOf(String manifests) {
        return Stream.of(manifests.split("(?m)^---$"))
                .filter(document -> document.contains("kind: Namespace\n"))
                .findFirst()
                .orElseThrow();
    }

    /** Of such a folder only these. */
    static String knativeServices(String folder) {
        return Stream.of(kustomized(folder).split("(?m)^---$"))
                .filter(document -> document.contains("apiVersion: serving.knative.dev/"))
                .collect(Collectors.joining("---\n"));
    }

    private static String ours(String text) {
        String images = text.replaceAll("image: \\S+/todolist/", "image: " + Settings.REGISTRY + "/todolist/");
        // Knative takes a tag for the digest that it has at that moment; elsewhere a node may know an older image by
        // it.
        return text.contains("serving.knative.dev/")
                ? images
                : images.replace("imagePullPolicy: IfNotPresent", "imagePullPolicy: Always");
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy() {
        Path copy = Path.of("target", "knative").toAbsolutePath();
        try (Stream<Path> files = Files.list(COMMITTED)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".yaml")).toList()) {
                write(copy.resolve(file.getFileName()), ours(Files.readString(file)));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
