package io.todolist.gateway.account;

import io.todolist.kit.http.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        requiredProperties = {"currentPassword", "newPassword"},
        additionalProperties = Schema.False.class)
record PasswordChange(
        @Text @Schema(ref = "AnyText") String currentPassword, @Text @Schema(ref = "NewPassword") String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange";
    }
}
