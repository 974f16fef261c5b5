package io.todolist.gateway.account;

import io.todolist.kit.http.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of a mail in the morning turns such mails off. */
@Schema(requiredProperties = "token", additionalProperties = Schema.False.class)
record Unsubscription(@NotNull @Size(max = 256) @Text @Schema(ref = "AnyText") String token) {

    @Override
    public String toString() {
        return "Unsubscription";
    }
}
