package io.todolist.gateway.oldpage;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the OpenAPI document describes what {@link RuleRequest} may be, one record for each thing that the old page does. */
interface RuleBodies {
    @Schema(requiredProperties = "name", additionalProperties = Schema.True.class)
    record Creation(
            @Schema(ref = "TodoName") String name,
            @Schema(ref = "TodoDescription") String desc,
            @Schema(enumeration = "post") String method) {}

    @Schema(
            requiredProperties = {"key", "method"},
            additionalProperties = Schema.True.class)
    record Update(
            @Schema(format = "uuid") String key,
            @Schema(ref = "TodoName") String name,
            @Schema(ref = "TodoDescription") String desc,
            @Schema(description = "0 closed, 1 in progress, 2 done, 3 paused", minimum = "0", maximum = "3")
                    Integer status,
            @Schema(enumeration = "update") String method) {}

    @Schema(
            requiredProperties = {"key", "method"},
            additionalProperties = Schema.True.class)
    record Deletion(List<String> key, @Schema(enumeration = "delete") String method) {}
}
