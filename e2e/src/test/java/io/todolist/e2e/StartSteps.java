package io.todolist.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When an instance came to which step of its start, as the API server told the watches kept here; the times in a pod's
 * own conditions are whole seconds. The process' times come from its log: clocks of the nodes and of this machine should
 * agree.
 */
final class StartSteps implements AutoCloseable {

    enum Step {
        CREATED,
        SCHEDULED,
        CONTAINER_STARTED,
        PROCESS_STARTED,
        PROCESS_LISTENS,
        POD_READY,
        ENDPOINT
    }

    /** A line such as 2026-01-01T10:00:00.123456789Z … started in 0.042s. Listening on …. */
    private static final Pattern STARTED = Pattern.compile("^(\\S+) .*started in ([0-9.]+)s\\. Listening");

    private final Kubectl kubectl;
    private final Map<String, Map<Step, Instant>> pods = new ConcurrentHashMap<>();
    private final Map<String, String> serviceOf = new ConcurrentHashMap<>();
    private final Map<String, Instant> endpoints = new ConcurrentHashMap<>();
    private final List<Process> watches;

    StartSteps(Kubectl kubectl) {
        this.kubectl = kubectl;
        watches = List.of(watch("pods", this::pod), watch("endpointslices", this::endpointSlice));
    }

    /** Of the only instance of this service that was created since then. */
    Map<Step, Instant> of(String service, Instant since) {
        String name = serviceOf.entrySet().stream()
                .filter(pod -> pod.getValue().equals(service))
                .map(Map.Entry::getKey)
                .filter(pod -> pods.get(pod).get(Step.CREATED).isAfter(since))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No instance of " + service + " was started"));
        Map<Step, Instant> steps = new EnumMap<>(pods.get(name));
        if (endpoints.containsKey(name)) {
            steps.put(Step.ENDPOINT, endpoints.get(name));
        }
        Matcher started = STARTED.matcher("");
        kubectl.run("logs", name, "-c", service, "--timestamps")
                .lines()
                .filter(line -> started.reset(line).find())
                .findFirst()
                .ifPresent(line -> {
                    Instant listens = Instant.parse(started.group(1));
                    steps.put(Step.PROCESS_LISTENS, listens);
                    steps.put(
                            Step.PROCESS_STARTED,
                            listens.minusMillis(Math.round(Double.parseDouble(started.group(2)) * 1000)));
                });
        return steps;
    }

    @Override
    public void close() {
        watches.forEach(Process::destroy);
    }

    private void pod(JsonNode pod) {
        String name = Pods.name(pod);
        Map<Step, Instant> steps = pods.computeIfAbsent(name, any -> new ConcurrentHashMap<>());
        seen(steps, Step.CREATED, true);
        serviceOf.putIfAbsent(
                name,
                pod.at("/metadata/labels").path("serving.knative.dev/service").asText());
        seen(steps, Step.SCHEDULED, Pods.condition(pod, "PodScheduled"));
        seen(steps, Step.POD_READY, Pods.isReady(pod));
        for (JsonNode container : pod.at("/status/containerStatuses")) {
            if (!container.path("name").asText().equals("queue-proxy")) {
                seen(steps, Step.CONTAINER_STARTED, container.at("/state").has("running"));
            }
        }
    }

    private void endpointSlice(JsonNode slice) {
        for (JsonNode endpoint : slice.path("endpoints")) {
            if (endpoint.at("/conditions/ready").asBoolean()) {
                endpoints.putIfAbsent(endpoint.at("/targetRef/name").asText(), Instant.now());
            }
        }
    }

    private static void seen(Map<Step, Instant> steps, Step step, boolean isSo) {
        if (isSo) {
            steps.putIfAbsent(step, Instant.now());
        }
    }

    private interface Change {
        void of(JsonNode object);
    }

    private Process watch(String kind, Change change) {
        Process process = kubectl.start("get", kind, "--watch", "-o", "json");
        Thread reader = new Thread(() -> read(process, change), "watch " + kind);
        reader.setDaemon(true);
        reader.start();
        return process;
    }

    private static void read(Process process, Change change) {
        try (MappingIterator<JsonNode> objects =
                Kubectl.JSON.readerFor(JsonNode.class).readValues(process.getInputStream())) {
            while (objects.hasNext()) {
                change.of(objects.next());
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            // Closed.
        }
    }
}
