package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.todolist.kit.http.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new user; the e-mail address may be missing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        requiredProperties = {"name", "password"},
        additionalProperties = Schema.False.class)
public record Registration(
        @Text @Schema(ref = "UserName") String name,
        @Text @Schema(ref = "NewPassword") String password,
        @Text @Schema(ref = "EmailAddress") String email) {

    @Override
    public String toString() {
        return name;
    }
}
