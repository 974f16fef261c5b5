package io.todolist.gateway.oldpage;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the OpenAPI document describes what {@link RuleRequest} may be, one record for each thing that the old page does. */
interface RuleBodies {
    String KEYS = "OldKeys";

    @Schema(requiredProperties = "name", additionalProperties = Schema.True.class)
    record Creation(
            @Schema(ref = "TodoName") String name,
            @Schema(ref = "TodoDescription") String desc,
            @Schema(ref = "OldCreation") String method) {}

    @Schema(requiredProperties = "key", additionalProperties = Schema.True.class)
    record Update(
            @Schema(format = "uuid") String key,
            @Schema(ref = "TodoName") String name,
            @Schema(ref = "TodoDescription") String desc,
            @Schema(ref = "OldStatus") Integer status) {}

    @Schema(requiredProperties = "key", additionalProperties = Schema.True.class)
    record Deletion(@Schema(ref = KEYS) Object key) {}

    @Schema(
            requiredProperties = {"key", "method"},
            additionalProperties = Schema.True.class)
    record UpdateByPost(
            @Schema(format = "uuid") String key,
            @Schema(ref = "TodoName") String name,
            @Schema(ref = "TodoDescription") String desc,
            @Schema(ref = "OldStatus") Integer status,
            @Schema(enumeration = "update") String method) {}

    @Schema(
            requiredProperties = {"key", "method"},
            additionalProperties = Schema.True.class)
    record DeletionByPost(@Schema(ref = KEYS) Object key, @Schema(enumeration = "delete") String method) {}
}
