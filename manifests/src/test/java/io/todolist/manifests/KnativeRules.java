package io.todolist.manifests;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Knative Serving's webhooks refuse, as far as it could happen to us: a manifest that breaks one of these is found in
 * the build and not in the cluster. Names of the fields as in Knative's pkg/apis/serving (fieldmask.go, k8s_validation.go).
 */
final class KnativeRules {
    private static final String DNS_LABEL = "[a-z]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final Set<String> SERVICE_ANNOTATIONS = Set.of("networking.knative.dev/", "serving.knative.dev/");
    private static final Set<String> TEMPLATE_ANNOTATIONS = Set.of("autoscaling.knative.dev/", "features.knative.dev/");
    private static final Set<String> REVISION_SPEC = Set.of(
            "containers",
            "volumes",
            "serviceAccountName",
            "imagePullSecrets",
            "enableServiceLinks",
            "containerConcurrency",
            "timeoutSeconds",
            "responseStartTimeoutSeconds",
            "idleTimeoutSeconds");
    private static final Set<String> CONTAINER = Set.of(
            "name",
            "args",
            "command",
            "env",
            "envFrom",
            "workingDir",
            "image",
            "imagePullPolicy",
            "livenessProbe",
            "readinessProbe",
            "startupProbe",
            "ports",
            "resources",
            "securityContext",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "volumeMounts");
    private static final Set<String> SECURITY_CONTEXT = Set.of(
            "allowPrivilegeEscalation",
            "capabilities",
            "readOnlyRootFilesystem",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "seccompProfile");
    private static final Set<String> VOLUMES = Set.of("name", "configMap", "secret", "projected", "emptyDir");

    private final List<String> broken = new ArrayList<>();
    private final String name;

    private KnativeRules(String name) {
        this.name = name;
    }

    static List<String> brokenBy(Map<String, Object> service) {
        Map<String, Object> metadata = Yaml.map(service, "metadata");
        KnativeRules rules = new KnativeRules(metadata.get("name").toString());
        rules.service(metadata);
        rules.template(Yaml.map(service, "spec", "template"));
        rules.traffic(Yaml.maps(Yaml.map(service, "spec").get("traffic")));
        return rules.broken;
    }

    private void service(Map<String, Object> metadata) {
        need(name.matches(DNS_LABEL), "the name is no DNS label");
        annotations(metadata)
                .forEach(key -> need(
                        SERVICE_ANNOTATIONS.stream().anyMatch(key::startsWith),
                        key + " does not belong on the Service"));
    }

    private void template(Map<String, Object> template) {
        Map<String, Object> metadata = Yaml.map(template, "metadata");
        String revision = metadata.get("name").toString();
        need(revision.matches(DNS_LABEL), "the revision's name is no DNS label");
        need(revision.startsWith(name + "-"), "the revision's name does not begin with the Service's");
        annotations(metadata)
                .filter(key -> TEMPLATE_ANNOTATIONS.stream().noneMatch(key::startsWith))
                .forEach(key -> broken.add(key + " does not belong on the template"));
        Map<String, Object> spec = Yaml.map(template, "spec");
        only(REVISION_SPEC, spec, "the pod");
        Object concurrency = spec.getOrDefault("containerConcurrency", 0);
        need((int) concurrency >= 0 && (int) concurrency <= 1000, "containerConcurrency is not 0 to 1000");
        need((int) spec.getOrDefault("timeoutSeconds", 300) <= 600, "timeoutSeconds is more than 600");
        Yaml.maps(spec.get("volumes")).forEach(volume -> only(VOLUMES, volume, "volume " + volume.get("name")));
        List<Map<String, Object>> containers = Yaml.maps(spec.get("containers"));
        need(containers.size() == 1, "more than one container");
        containers.forEach(container -> container(container, Yaml.maps(spec.get("volumes"))));
    }

    private void container(Map<String, Object> container, List<Map<String, Object>> volumes) {
        only(CONTAINER, container, "the container");
        Map<String, Object> security = Yaml.map(container.getOrDefault("securityContext", Map.of()));
        only(SECURITY_CONTEXT, security, "securityContext");
        need(
                !Yaml.map(security.getOrDefault("capabilities", Map.of())).containsKey("add"),
                "capabilities can't be added");
        Yaml.maps(container.get("env")).stream()
                .filter(variable -> variable.get("valueFrom") != null)
                .forEach(variable -> only(
                        Set.of("secretKeyRef", "configMapKeyRef"),
                        Yaml.map(variable, "valueFrom"),
                        "env " + variable.get("name")));
        List<Map<String, Object>> ports = Yaml.maps(container.get("ports"));
        need(ports.size() == 1, "not exactly one port");
        ports.forEach(port -> need(
                Set.of("http1", "h2c")
                        .contains(port.getOrDefault("name", "http1").toString()),
                "a port is named neither http1 nor h2c"));
        Map<String, Object> readiness = Yaml.map(container.getOrDefault("readinessProbe", Map.of()));
        if ((int) readiness.getOrDefault("periodSeconds", 0) == 0) {
            List.of("failureThreshold", "timeoutSeconds")
                    .forEach(key -> need(!readiness.containsKey(key), "a readinessProbe without a period has " + key));
        }
        // Knative fills it in; without it, the same file applied again is a change of the revision.
        need(readiness.getOrDefault("successThreshold", 0).equals(1), "a readinessProbe without successThreshold 1");
        List<Object> names = volumes.stream().map(volume -> volume.get("name")).toList();
        Yaml.maps(container.get("volumeMounts"))
                .forEach(mount -> need(names.contains(mount.get("name")), "no volume " + mount.get("name")));
        volumes.stream()
                .filter(volume -> !volume.containsKey("emptyDir"))
                .forEach(
                        volume -> need(isReadOnly(container, volume), volume.get("name") + " is not mounted readOnly"));
    }

    private static boolean isReadOnly(Map<String, Object> container, Map<String, Object> volume) {
        return Yaml.maps(container.get("volumeMounts")).stream()
                .filter(mount -> mount.get("name").equals(volume.get("name")))
                .allMatch(mount -> Boolean.TRUE.equals(mount.get("readOnly")));
    }

    private void traffic(List<Map<String, Object>> traffic) {
        int sum = 0;
        Set<Object> tags = new HashSet<>();
        for (Map<String, Object> target : traffic) {
            only(Set.of("revisionName", "percent", "tag"), target, "traffic");
            need(target.get("revisionName") != null, "traffic without a revisionName");
            int percent = (int) target.getOrDefault("percent", 0);
            need(percent >= 0 && percent <= 100, "a percentage is not 0 to 100");
            sum += percent;
            Object tag = target.get("tag");
            need(tag == null || tags.add(tag), "the tag " + tag + " is there twice");
            need(tag == null || (tag + "-" + name).matches(DNS_LABEL), "the tag " + tag + " makes no host name");
        }
        need(sum == 100, "the percentages add up to " + sum);
    }

    private void only(Set<String> allowed, Map<String, Object> map, String where) {
        map.keySet().stream().filter(key -> !allowed.contains(key)).forEach(key -> broken.add(where + " has " + key));
    }

    private void need(boolean condition, String otherwise) {
        if (!condition) {
            broken.add(otherwise);
        }
    }

    private static Stream<String> annotations(Map<String, Object> metadata) {
        return Yaml.map(metadata.getOrDefault("annotations", Map.of())).keySet().stream();
    }
}
