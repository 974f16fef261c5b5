package io.todolist.gateway.account;

import io.todolist.kit.http.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Proves who somebody is, once more. */
@Schema(requiredProperties = "password", additionalProperties = Schema.False.class)
record Password(@Text @Schema(ref = "AnyText") String password) {

    @Override
    public String toString() {
        return "Password";
    }
}
