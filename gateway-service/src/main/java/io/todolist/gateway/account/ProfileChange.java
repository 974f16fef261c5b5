package io.todolist.gateway.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the OpenAPI document describes a change of the profile, which user-service reads. */
@Schema(
        description = "JSON Merge Patch (RFC 7396): what is missing stays; beside it the proof of who sends it",
        requiredProperties = "currentPassword",
        additionalProperties = Schema.False.class)
record ProfileChange(
        @Schema(ref = "UserName") String name,
        @Schema(ref = "EmailAddress") String email,
        @Schema(ref = "AnyText") String currentPassword) {}
