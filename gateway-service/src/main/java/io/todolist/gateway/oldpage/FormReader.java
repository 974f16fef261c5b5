package io.todolist.gateway.oldpage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a form as the JSON object of the same fields; a field may come several times, with or without brackets. */
@Provider
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class FormReader implements MessageBodyReader<OldBody> {
    private static final int MOST_FIELDS = 10_000;

    private final ObjectMapper json;

    FormReader(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return OldBody.class.isAssignableFrom(type);
    }

    @Override
    public OldBody readFrom(
            Class<OldBody> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        String form = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return json.treeToValue(json.valueToTree(fields(form)), type);
    }

    private static Map<String, Object> fields(String form) {
        Map<String, Object> fields = new HashMap<>();
        try {
            new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MOST_FIELDS)
                    .parameters()
                    .forEach((name, values) -> add(fields, name, values));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("The form is not encoded as it should be");
        }
        return fields;
    }

    private static void add(Map<String, Object> fields, String name, List<String> values) {
        String plain = name.replaceFirst("\\[\\d*]$", "");
        if (plain.equals("key")) {
            fields.merge(plain, values, FormReader::joined);
        } else {
            fields.put(plain, values.get(values.size() - 1));
        }
    }

    private static Object joined(Object some, Object others) {
        return Stream.of(some, others)
                .flatMap(list -> ((List<?>) list).stream())
                .toList();
    }
}
