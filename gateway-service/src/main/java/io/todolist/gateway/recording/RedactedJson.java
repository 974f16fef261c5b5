package io.todolist.gateway.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/** Copies JSON and replaces what must not leave, as it comes: neither a deep nor a wide one takes more memory than its text. */
final class RedactedJson {
    /** Names that anybody may send must not be kept. */
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Of a difference in a todo's history; what it is of says what is in them. */
    private static final Set<String> SIDES = Set.of("from", "to");

    private final Map<String, Kind> fields;
    private final Redaction redaction;

    RedactedJson(Map<String, Kind> fields, Redaction redaction) {
        this.fields = fields;
        this.redaction = redaction;
    }

    /** @return null if it is not JSON */
    String of(byte[] json) {
        StringWriter redacted = new StringWriter(json.length);
        try (JsonParser from = JSON.createParser(json);
                JsonGenerator to = JSON.createGenerator(redacted)) {
            boolean ended = false;
            while (from.nextToken() != null) {
                if (ended) {
                    return null;
                }
                copy(from, to);
                ended = from.getParsingContext().inRoot();
            }
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return redacted.toString();
    }

    private void copy(JsonParser from, JsonGenerator to) throws IOException {
        JsonToken token = from.currentToken();
        switch (token) {
            case FIELD_NAME -> to.writeFieldName(name(from.currentName()));
            case VALUE_STRING -> to.writeString(redaction.value(kind(from.getParsingContext()), from.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(number(from));
            default -> to.copyCurrentEvent(from);
        }
    }

    private String name(String name) {
        return fields.containsKey(name) ? name : redaction.text(name);
    }

    /** A number in the place of a text may be somebody's. */
    private long number(JsonParser from) throws IOException {
        if (from.getNumberType() != NumberType.INT) {
            return 0;
        }
        int number = from.getIntValue();
        return switch (kind(from.getParsingContext())) {
            case NUMBER -> number;
            // Of a problem.
            case STATUSES -> number < 600 ? number : 0;
            default -> 0;
        };
    }

    private Kind kind(JsonStreamContext place) {
        JsonStreamContext field = place;
        while (field != null && (field.getCurrentName() == null || SIDES.contains(field.getCurrentName()))) {
            field = field.getParent();
        }
        return field == null ? Kind.TEXT : fields.getOrDefault(field.getCurrentName(), Kind.TEXT);
    }
}
