package io.todolist.gateway.account;

import io.todolist.kit.http.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        requiredProperties = {"currentPassword", "newPassword"},
        additionalProperties = Schema.False.class)
record PasswordChange(
        @Text @Schema(maxLength = 256) String currentPassword,
        @Text @Schema(minLength = 8, maxLength = 128) String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange";
    }
}
