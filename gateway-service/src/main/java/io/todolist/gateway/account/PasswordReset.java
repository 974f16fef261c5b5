package io.todolist.gateway.account;

import io.todolist.kit.http.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for a mail with a link to a new password. */
@Schema(requiredProperties = "email", additionalProperties = Schema.False.class)
record PasswordReset(@NotNull @Size(max = 254) @Text @Schema(ref = "GivenAddress") String email) {

    @Override
    public String toString() {
        return "PasswordReset";
    }

    /** The token of that mail, in place of the password before. */
    @Schema(
            name = "PasswordResetRedemption",
            requiredProperties = {"token", "newPassword"},
            additionalProperties = Schema.False.class)
    record Redemption(
            @NotNull @Size(max = 256) @Text @Schema(ref = "AnyText") String token,
            @NotNull @Size(max = 256) @Text @Schema(ref = "NewPassword") String newPassword) {

        @Override
        public String toString() {
            return "Redemption";
        }
    }
}
