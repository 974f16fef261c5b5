package io.todolist.gateway.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the OpenAPI document describes a change of the profile, which user-service reads. */
@Schema(description = "JSON Merge Patch (RFC 7396): what is missing stays", additionalProperties = Schema.False.class)
record ProfileChange(
        @Schema(minLength = 3, maxLength = 40) String name,
        @Schema(description = "null removes it", format = "email", maxLength = 254, nullable = true) String email) {}
