package io.todolist.gateway.account;

import io.todolist.kit.http.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user name and its password. */
@Schema(
        requiredProperties = {"name", "password"},
        additionalProperties = Schema.False.class)
public record Credentials(@Text @Schema(ref = "AnyText") String name, @Text @Schema(ref = "AnyText") String password) {

    @Override
    public String toString() {
        return name;
    }
}
