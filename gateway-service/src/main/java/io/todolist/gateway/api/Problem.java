package io.todolist.gateway.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the OpenAPI document describes an answer that is a problem (RFC 9457). */
@Schema(requiredProperties = {"status", "title"})
public record Problem(
        @Schema(description = "about:blank if missing", format = "uri") String type,
        String title,
        @Schema(minimum = "400", maximum = "599") int status,
        String detail,
        @Schema(description = "Path of the request") String instance,
        @Schema(description = "Of the request's lines in the logs", pattern = "^[0-9a-f]{32}$") String traceId,
        @Schema(description = "What is wrong with which field of the request") List<InvalidField> violations) {

    @Schema(requiredProperties = {"field", "in", "message"})
    public record InvalidField(String field, String in, String message) {}
}
