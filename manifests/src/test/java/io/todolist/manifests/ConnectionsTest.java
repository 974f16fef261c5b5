package io.todolist.manifests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The delivered PostgreSQL has room for all pods that there may be, of a release and of the one that takes over from it. */
class ConnectionsTest {
    private static final int RELEASES = 2;

    /** PostgreSQL keeps 3 for superusers; migrations, a backup and somebody who has a look need some, too. */
    private static final int OTHERS = 13;

    private static final String KIT = "kit/kit-postgres/src/main/resources/META-INF/microprofile-config.properties";

    @Test
    void allPodsOfTwoReleasesCanConnect() throws IOException {
        int needed = OTHERS;
        for (String service : List.of("rule-service", "user-service")) {
            needed += RELEASES * pods(service) * connections(service);
        }
        int there = maxConnections();
        assertTrue(needed <= there, needed + " connections are needed, max_connections is " + there);
    }

    static int pods(String service) {
        return Integer.parseInt(Yaml.map(Checkout.knative(service), "spec", "template", "metadata", "annotations")
                .get("autoscaling.knative.dev/max-scale")
                .toString());
    }

    /** Of all pools together. */
    static int connections(String service) throws IOException {
        String own = Files.readString(Checkout.ROOT.resolve(service + "/src/main/resources/application.properties"));
        String kit = Files.readString(Checkout.ROOT.resolve(KIT));
        String unnamed = "(?m)^quarkus\\.datasource\\.reactive\\.max-size=(\\d+)$";
        int first = find(unnamed, own).isEmpty() ? sum(find(unnamed, kit)) : sum(find(unnamed, own));
        return first + sum(find("(?m)^quarkus\\.datasource\\.[a-z]+\\.reactive\\.max-size=(\\d+)$", own));
    }

    private static int maxConnections() throws IOException {
        return sum(
                find("max_connections=(\\d+)", Files.readString(Checkout.ROOT.resolve("k8s/postgres/postgres.yaml"))));
    }

    private static List<MatchResult> find(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }

    private static int sum(List<MatchResult> numbers) {
        return numbers.stream()
                .mapToInt(number -> Integer.parseInt(number.group(1)))
                .sum();
    }
}
