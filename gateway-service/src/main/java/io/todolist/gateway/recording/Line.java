package io.todolist.gateway.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** An exchange as a line of JSON, with nothing in it that tells whose it is. */
final class Line {
    private final Secret secret;

    Line(Secret secret) {
        this.secret = secret;
    }

    String of(Exchange exchange) throws IOException {
        Redaction redaction = new Redaction(secret, exchange.visit());
        StringWriter line = new StringWriter();
        try (JsonGenerator json = RedactedJson.JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("visit", exchange.visit());
            json.writeStringField(
                    "at", exchange.at().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeNumberField("ms", exchange.millis());
            json.writeObjectFieldStart("request");
            json.writeStringField("method", exchange.method());
            json.writeStringField("path", redaction.path(exchange.path()));
            if (exchange.query() != null) {
                json.writeStringField("query", redaction.query(exchange.query()));
            }
            write(json, redaction, exchange.requestHeaders(), exchange.request(), Fields.OF_REQUESTS);
            json.writeEndObject();
            json.writeObjectFieldStart("response");
            json.writeNumberField("status", exchange.status());
            write(json, redaction, exchange.answerHeaders(), exchange.answer(), Fields.OF_ANSWERS);
            json.writeEndObject();
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private static void write(
            JsonGenerator json, Redaction redaction, Map<String, String> headers, Body body, Map<String, Kind> fields)
            throws IOException {
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            json.writeStringField(header.getKey(), redaction.value(Headers.kind(header.getKey()), header.getValue()));
        }
        json.writeEndObject();
        String redacted = body.content() == null ? null : new RedactedJson(fields, redaction).of(body.content());
        if (redacted == null) {
            json.writeNumberField("size", body.size());
        } else if (!redacted.isEmpty()) {
            json.writeFieldName("body");
            json.writeRawValue(redacted);
        }
    }
}
