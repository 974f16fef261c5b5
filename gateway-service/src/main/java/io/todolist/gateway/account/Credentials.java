package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.todolist.kit.http.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user name and its password.
 *
 * @param code of the second factor, or a recovery code; {@code null} where there is none, which is not sent on: the release
 *     before does not know it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        requiredProperties = {"name", "password"},
        additionalProperties = Schema.False.class)
public record Credentials(
        @Text @Schema(ref = "AnyText") String name,
        @Text @Schema(ref = "AnyText") String password,
        @Text @Schema(ref = "AnyCode") String code) {

    public Credentials(String name, String password) {
        this(name, password, null);
    }

    @Override
    public String toString() {
        return name;
    }
}
