package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What this account's ids, cursors and versions are in place of the recorded ones. They are learned from answers: where the
 * recorded one has an id that was never seen before, this account's answer has its own at the same place.
 */
final class Ids {
    static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String CURSOR = "cursor-";

    private final Map<String, String> own = new HashMap<>();
    private final Map<String, String> recorded = new HashMap<>();
    private final Map<String, String> unknown = new HashMap<>();
    private final Map<String, Integer> recordedVersions = new HashMap<>();
    private final Map<String, Integer> ownVersions = new HashMap<>();

    void learn(JsonNode recorded, JsonNode answer) {
        if (recorded != null && answer != null) {
            pair(recorded, answer);
            versions(recorded, recordedVersions);
            versions(answer, ownVersions);
        }
    }

    /** Lists teach no ids, because a candidate's may have another order. */
    private void pair(JsonNode before, JsonNode now) {
        if (before.isObject() && now.isObject()) {
            before.properties().forEach(field -> Optional.ofNullable(now.get(field.getKey()))
                    .ifPresent(value -> pair(field.getValue(), value)));
        } else if (before.isTextual() && now.isTextual()) {
            pair(before.textValue(), now.textValue());
        }
    }

    private void pair(String before, String now) {
        boolean isId = UUID.matcher(before).matches() && UUID.matcher(now).matches();
        if ((isId || before.startsWith(CURSOR)) && own.putIfAbsent(before, now) == null) {
            recorded.putIfAbsent(now, before);
        }
    }

    private static void versions(JsonNode node, Map<String, Integer> versions) {
        if (node.path("id").isTextual() && node.path("version").isInt()) {
            versions.put(node.get("id").textValue(), node.get("version").intValue());
        }
        node.elements().forEachRemaining(element -> versions(element, versions));
    }

    /** What was recorded, as this account has to say it. */
    String own(String text) {
        return text.startsWith(CURSOR)
                ? own.getOrDefault(text, text)
                : UUID.matcher(text).replaceAll(id -> own.getOrDefault(id.group(), id.group()));
    }

    JsonNode own(JsonNode body) {
        return Texts.replaced(body, this::own);
    }

    /** The visitor knew the version, or an earlier one; so does this account. */
    String ownVersion(String etag, String path) {
        var id = UUID.matcher(path);
        if (!etag.matches("\"\\d{1,9}\"") || !id.find()) {
            return etag;
        }
        Integer then = recordedVersions.get(id.group());
        Integer now = ownVersions.get(own(id.group()));
        int known = Integer.parseInt(etag.substring(1, etag.length() - 1));
        return then == null || now == null ? etag : "\"%d\"".formatted(now + known - then);
    }

    /** The name of an id in every account: the recorded one, or the place in the order in which unknown ones appear. */
    String name(String id) {
        String known = recorded.get(id);
        return known != null
                // The beginning of an id may be a time, and the same of several.
                ? "id " + known.substring(known.length() - 8)
                : unknown.computeIfAbsent(id, each -> "unknown id " + (unknown.size() + 1));
    }

    String named(String text) {
        return UUID.matcher(text).replaceAll(id -> name(id.group()));
    }
}
