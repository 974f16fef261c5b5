package io.todolist.kit.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.serialization.YamlMapperFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** events.yaml of a service, which says what its events look like. */
public final class EventDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventDocument() {}

    /** @return what is wrong with an event */
    public static List<String> violations(String event) throws IOException {
        String service = JSON.readTree(event).get("source").asText().replace("urn:todolist:", "");
        JsonNode document = YamlMapperFactory.getInstance()
                .readTree(Path.of("..", service, "events.yaml").toFile());
        ObjectNode schema = JSON.createObjectNode();
        schema.set("components", document.get("components"));
        schema.put(
                "$ref",
                "#/components/schemas/" + JSON.readTree(event).get("type").asText());
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(schema)
                .validate(event, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
