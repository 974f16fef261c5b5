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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        List<String> keys = new ArrayList<>();
        try {
            new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MOST_FIELDS)
                    .parameters()
                    .forEach((name, values) -> {
                        String plain = name.replaceFirst("\\[\\d*]$", "");
                        if (plain.equals("key")) {
                            keys.addAll(values);
                        } else {
                            fields.put(plain, values.get(values.size() - 1));
                        }
                    });
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("The form is not encoded as it should be");
        }
        if (!keys.isEmpty()) {
            fields.put("key", keys);
        }
        return fields;
    }
}
