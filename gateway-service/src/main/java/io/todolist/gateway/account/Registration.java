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
        @Text @Schema(minLength = 3, maxLength = 40) String name,
        @Text @Schema(minLength = 8, maxLength = 128) String password,
        @Text @Schema(format = "email", maxLength = 254, nullable = true) String email) {

    @Override
    public String toString() {
        return name;
    }
}
