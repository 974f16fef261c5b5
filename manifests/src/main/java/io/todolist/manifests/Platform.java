package io.todolist.manifests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a cloud platform's descriptors: its file in {@code resources/platforms} has them in the platform's own form, as templates
 * for what knative/ says of the services.
 */
final class Platform {
    static final List<String> NAMES = List.of("aliyun", "aws", "azure", "cloudrun", "tencent");

    private static final Pattern IN_THE_CLUSTER =
            Pattern.compile("http://([-a-z0-9]+)\\.[-a-z0-9]+\\.svc\\.cluster\\.local");

    private final String source;
    private final Map<String, Object> common;
    private final Map<String, Object> settings;

    Platform(String name) throws IOException {
        source = "platforms/" + name + ".yaml";
        common = read("platforms/all.yaml");
        settings = read(source);
    }

    /** Each file's text by its name. */
    Map<String, String> files(List<Pod> services, List<Pod> migrations) {
        List<Map<String, Object>> ofServices =
                services.stream().map(this::service).toList();
        List<Map<String, Object>> ofMigrations =
                migrations.stream().map(this::migration).toList();
        Map<String, String> files = new LinkedHashMap<>();
        for (Map<String, Object> file : Yaml.maps(settings.get("files"))) {
            List<Map<String, Object>> all = file.containsKey("migration") ? ofMigrations : ofServices;
            String to = file.get("to").toString();
            if (Template.hasPlace(to)) {
                all.forEach(one -> files.put(Template.text(to, one), text(Template.fill(file.get("content"), one))));
            } else {
                files.put(to, text(Template.fill(file.get("content"), all)));
            }
        }
        return files;
    }

    private String text(Object content) {
        return "# Written by the build from knative/ and manifests/src/main/resources/" + source
                + ". What to do with it: faas/README.md\n" + Yaml.write(content);
    }

    private Map<String, Object> service(Pod pod) {
        List<Pod.Variable> variables = new ArrayList<>(pod.variables());
        section(settings, "secrets")
                .forEach((name, secret) -> variables.add(new Pod.Variable(name, null, secret.toString())));
        Map<String, Object> known = known(pod);
        Map<String, Object> byName = variables(variables, known);
        if (settings.containsKey("oneRequestAtATime")) {
            addTo(byName, section(common, "oneRequestAtATime", pod.name()), known);
        }
        addTo(byName, section(settings, "variables", "all"), known);
        addTo(byName, section(settings, "variables", pod.name()), known);
        return with(known, byName);
    }

    /** It needs its database, and nothing of the platform. */
    private Map<String, Object> migration(Pod pod) {
        Map<String, Object> known = known(pod);
        return with(known, variables(pod.variables(), known));
    }

    private Map<String, Object> known(Pod pod) {
        int step = (int) settings.get("memoryStep");
        int memory = ((int) pod.facts().get("memory") + step - 1) / step * step;
        Map<String, Object> known = new LinkedHashMap<>(pod.facts());
        known.put("memory", memory);
        known.put("gibibytes", memory / 1024.0);
        known.put("inside", common.get("inside"));
        known.put("timer", pod.hasEvents() ? Template.fill(settings.get("timer"), Map.of()) : null);
        known.putAll(Template.names("name", pod.name()));
        return known;
    }

    /** In the order of their names; what is needed for those that are secrets is known then. */
    private Map<String, Object> variables(List<Pod.Variable> variables, Map<String, Object> known) {
        Map<String, Object> byName = new TreeMap<>();
        List<Object> secrets = new ArrayList<>();
        for (Pod.Variable variable : variables) {
            String name = variable.name();
            if (((List<?>) common.get("leftOut")).contains(name)) {
                continue;
            }
            if (variable.secret() == null) {
                byName.put(name, value(name, variable.value()));
            } else {
                byName.put(name, secret(name, variable.secret()));
                secrets.add(Template.fill(settings.get("secretEntry"), Template.names("secret", variable.secret())));
            }
        }
        known.put("secrets", secrets);
        return byName;
    }

    /** As a map or, where the platform has it so, as a list. */
    private Map<String, Object> with(Map<String, Object> known, Map<String, Object> variables) {
        known.put("variables", settings.containsKey("variable") ? new ArrayList<>(variables.values()) : variables);
        return known;
    }

    private void addTo(Map<String, Object> variables, Map<String, Object> more, Map<String, Object> known) {
        more.forEach((name, value) -> variables.put(name, value(name, Template.text(value.toString(), known))));
    }

    private Object value(String variable, String value) {
        Matcher address = IN_THE_CLUSTER.matcher(value);
        String here = address.replaceAll(found -> Matcher.quoteReplacement(
                Template.text(settings.get("address").toString(), Template.names("name", found.group(1)))));
        String form = !here.equals(value) && settings.containsKey("withAddress") ? "withAddress" : "variable";
        return form(form, here, Map.of("variable", variable, "value", here));
    }

    private Object secret(String variable, String secret) {
        Map<String, Object> names = Template.names("secret", secret);
        names.put("variable", variable);
        return form("secret", secret, names);
    }

    private Object form(String name, Object otherwise, Map<String, Object> known) {
        return settings.containsKey(name) ? Template.fill(settings.get(name), known) : otherwise;
    }

    private static Map<String, Object> section(Map<String, Object> settings, String... keys) {
        Object at = settings;
        for (String key : keys) {
            at = at == null ? null : Yaml.map(at).get(key);
        }
        return at == null ? Map.of() : Yaml.map(at);
    }

    private static Map<String, Object> read(String resource) throws IOException {
        try (InputStream stream = Platform.class.getResourceAsStream("/" + resource)) {
            return Yaml.map(Yaml.read(new String(stream.readAllBytes(), UTF_8)));
        }
    }
}
