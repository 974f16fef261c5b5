package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.todolist.release.walk.Json;
import java.util.function.UnaryOperator;

/** A document whose texts have another form each. */
final class Texts {
    private Texts() {}

    static JsonNode replaced(JsonNode node, UnaryOperator<String> form) {
        if (node.isTextual()) {
            return TextNode.valueOf(form.apply(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            node.forEach(element -> array.add(replaced(element, form)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            node.properties().forEach(field -> object.set(field.getKey(), replaced(field.getValue(), form)));
            return object;
        }
        return node;
    }
}
