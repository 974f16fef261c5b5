package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The descriptors in faas/ as they are committed. What vendors say of their fields is checked by faas/lint. */
class FaasTest {
    static final List<String> SERVICES = Checkout.SERVICES;

    private static final Path FAAS = Checkout.ROOT.resolve("faas");

    /** Each service's variables as a platform's descriptor has them. */
    private static final Map<String, Function<String, Map<String, Object>>> VARIABLES = Map.of(
            "aliyun",
            service -> Yaml.map(aliyun(service), "environmentVariables"),
            "aws",
            service -> Yaml.map(aws(service), "Environment", "Variables"),
            "azure",
            service -> byName(Yaml.maps(azure(service).get("env"))),
            "cloudrun",
            service -> byName(Yaml.maps(
                    Checkout.container(one("cloudrun/" + service + ".yaml")).get("env"))),
            "tencent",
            service -> Yaml.map(tencent(service), "environment", "variables"));

    static Stream<Arguments> everywhere() {
        return VARIABLES.keySet().stream()
                .flatMap(platform -> SERVICES.stream().map(service -> Arguments.of(platform, service)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void itHasTheVariablesThatItHasOnKnative(String platform, String service) {
        Set<String> wanted = new TreeSet<>();
        Yaml.maps(Checkout.container(Checkout.knative(service)).get("env"))
                .forEach(variable -> wanted.add(variable.get("name").toString()));
        wanted.removeAll(leftOut());
        wanted.removeAll(VARIABLES.get(platform).apply(service).keySet());
        assertEquals(Set.of(), wanted);
    }

    /** Otherwise somebody has renamed one. */
    @Test
    void whatIsLeftOutIsOnKnative() {
        Set<String> there = SERVICES.stream()
                .flatMap(service ->
                        Yaml.maps(Checkout.container(Checkout.knative(service)).get("env")).stream())
                .map(variable -> variable.get("name").toString())
                .collect(Collectors.toSet());
        assertTrue(there.containsAll(leftOut()));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aSecretIsNamedAndNotWritten(String platform, String service) {
        Map<String, Object> variables = VARIABLES.get(platform).apply(service);
        Set<String> references = Set.of("{{resolve:secretsmanager:todolist", "${env", "secretRef", "secretKeyRef");
        for (Map<String, Object> variable :
                Yaml.maps(Checkout.container(Checkout.knative(service)).get("env"))) {
            String name = variable.get("name").toString();
            if (variable.containsKey("valueFrom") && !leftOut().contains(name)) {
                String there = Yaml.write(variables.get(name));
                assertTrue(references.stream().anyMatch(there::contains), name + " is " + there);
            }
        }
    }

    /** Where the three have no network of their own. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void whoCallsNeedsAKey(String platform, String service) {
        assertEquals(
                !platform.equals("azure"),
                VARIABLES.get(platform).apply(service).containsKey("TODOLIST_CALLER_KEYS"));
    }

    @Test
    void elsewhereOnlyTheGatewayIsPublic() {
        for (String service : SERVICES) {
            Object external = Yaml.map(one("azure/" + service + ".yaml"), "properties", "configuration", "ingress")
                    .get("external");
            assertEquals(service.equals("gateway-service"), external);
        }
    }

    @Test
    void noAddressOfTheClusterIsLeft() throws IOException {
        for (Path file : files()) {
            assertFalse(Files.readString(file).contains("cluster.local"), file.toString());
        }
    }

    /** Instances with one request at a time are more, with fewer connections each: not more in all than on Knative. */
    @ParameterizedTest
    @FieldSource("ONE_AT_A_TIME")
    void postgresHasRoomForAllInstances(String platform) throws IOException {
        int instances = (int) Yaml.map(one("aws/template.yaml"), "Parameters", "MostInstances")
                .get("Default");
        for (String service : List.of("rule-service", "user-service")) {
            int each = VARIABLES.get(platform).apply(service).entrySet().stream()
                    .filter(variable -> variable.getKey().endsWith("_MAX_SIZE"))
                    .mapToInt(variable -> Integer.parseInt(variable.getValue().toString()))
                    .sum();
            int onKnative = ConnectionsTest.pods(service) * ConnectionsTest.connections(service);
            assertTrue(each > 0 && instances * each <= onKnative, service + ": " + instances + " times " + each);
        }
    }

    static final List<String> ONE_AT_A_TIME = List.of("aws", "tencent");

    /** A frozen instance does nothing by itself. */
    @Test
    void whoHasEventsIsCalledByATimer() {
        for (String service : List.of("rule-service", "user-service")) {
            assertTrue(aws(service).containsKey("Events"), "aws " + service);
            assertEquals(2, Yaml.maps(aliyun(service).get("triggers")).size(), "aliyun " + service);
            assertEquals("/invoke", VARIABLES.get("aliyun").apply(service).get("TODOLIST_EVENTS_PATH"));
            assertTrue(Yaml.write(one("azure/timer.yaml")).contains("http://" + service + "/events"));
        }
        assertFalse(aws("gateway-service").containsKey("Events"));
        assertEquals(1, Yaml.maps(aliyun("gateway-service").get("triggers")).size());
    }

    @Test
    void theScriptMakesWhatTheyAskFor() throws IOException {
        Set<Object> asked = new TreeSet<>();
        for (String service : SERVICES) {
            Yaml.maps(Checkout.container(one("cloudrun/" + service + ".yaml")).get("env")).stream()
                    .filter(variable -> variable.containsKey("valueFrom"))
                    .forEach(variable -> asked.add(
                            Yaml.map(variable, "valueFrom", "secretKeyRef").get("name")));
        }
        Set<String> made = new TreeSet<>(List.of("jwks", "signing-key"));
        String script = Files.readString(FAAS.resolve("secrets"));
        Pattern.compile("\"([a-z]+(?:-[a-z]+)*-keys)\"")
                .matcher(script)
                .results()
                .forEach(key -> made.add(key.group(1)));
        Pattern.compile("\"([a-z]+-service)\": \"").matcher(script).results().forEach(service -> List.of(
                        "url", "username", "password")
                .forEach(what -> made.add(service.group(1) + "-database-" + what)));
        assertEquals(made, asked);
    }

    @ParameterizedTest
    @MethodSource
    void cloudRunHasTheFields(String file) {
        assertEquals(Set.of(), CloudRunFields.missing(one("cloudrun/" + file)));
    }

    static Stream<String> cloudRunHasTheFields() {
        return Stream.concat(
                SERVICES.stream().map(service -> service + ".yaml"),
                Stream.of("rule-service-migration.yaml", "user-service-migration.yaml"));
    }

    /** Each can fail: what Knative's has, and Cloud Run refuses or passes over. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void cloudRunHasNot(String field, Consumer<Map<String, Object>> mistake) {
        Map<String, Object> service = one("cloudrun/rule-service.yaml");
        mistake.accept(service);
        assertEquals(Set.of(field), CloudRunFields.missing(service));
    }

    static Stream<Arguments> cloudRunHasNot() {
        return Stream.of(
                mistake("metadata namespace", service -> Yaml.map(service, "metadata")
                        .put("namespace", "todolist")),
                mistake(CONTAINER + " securityContext", service -> Checkout.container(service)
                        .put("securityContext", "")),
                mistake(CONTAINER + " envFrom", service -> Checkout.container(service)
                        .put("envFrom", "")),
                mistake(CONTAINER + " env valueFrom configMapKeyRef", service -> Checkout.container(service)
                        .put("env", List.of(Map.of("valueFrom", Map.of("configMapKeyRef", ""))))),
                mistake("spec template metadata annotations autoscaling.knative.dev/max-scale", service -> Yaml.map(
                                service, "spec", "template", "metadata", "annotations")
                        .put("autoscaling.knative.dev/max-scale", "10")));
    }

    private static final String CONTAINER = "spec template spec containers";

    private static Arguments mistake(String field, Consumer<Map<String, Object>> mistake) {
        return Arguments.of(field, mistake);
    }

    private static Map<String, Object> aws(String service) {
        Map<String, Object> resources = Yaml.map(one("aws/template.yaml"), "Resources");
        return resources.values().stream()
                .map(resource -> Yaml.map(resource, "Properties"))
                .filter(properties -> service.equals(properties.get("FunctionName")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> aliyun(String service) {
        return Yaml.map(one("aliyun/s.yaml"), "resources", service, "props");
    }

    private static Map<String, Object> azure(String service) {
        Map<String, Object> template = Yaml.map(one("azure/" + service + ".yaml"), "properties", "template");
        return Yaml.maps(template.get("containers")).get(0);
    }

    private static Map<String, Object> tencent(String service) {
        return Yaml.map(one("tencent/" + service + "/serverless.yml"), "inputs");
    }

    private static Map<String, Object> one(String file) {
        return Checkout.objects("faas/" + file).get(0);
    }

    private static Map<String, Object> byName(List<Map<String, Object>> variables) {
        return variables.stream().collect(Collectors.toMap(variable -> (String) variable.get("name"), it -> it));
    }

    private static List<String> leftOut() {
        try {
            return new ArrayList<>(((List<?>) Yaml.readAll(Path.of("src/main/resources/platforms/all.yaml"))
                            .get(0)
                            .get("leftOut"))
                    .stream().map(Object::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FAAS, 3)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml")
                            && !file.toString().contains("target"))
                    .toList();
        }
    }
}
