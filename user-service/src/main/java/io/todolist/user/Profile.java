package io.todolist.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What users can change of themselves. An empty e-mail address is none. */
// In no signature of an endpoint: a native image would not know it.
@RegisterForReflection
record Profile(
        @NotNull @Pattern(regexp = UserName.ALLOWED, message = "{todolist.name}") String name,
        @Email @Size(max = 254) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "{todolist.text}") String email) {

    Profile {
        name = UserName.trim(name);
        email = UserName.trim(email);
        email = email == null || email.isEmpty() ? null : email;
    }

    static Profile from(Account account) {
        return new Profile(account.name, account.email);
    }

    /** JSON Merge Patch (RFC 7396); every member is a text, so that there is nothing to merge deeper. */
    Profile merge(JsonNode patch, ObjectMapper json) {
        if (!(patch instanceof ObjectNode changes)) {
            throw JsonErrors.noObject();
        }
        ObjectNode target = json.valueToTree(this);
        target.setAll(changes);
        target.properties().removeIf(member -> member.getValue().isNull());
        try {
            return json.treeToValue(target, Profile.class);
        } catch (JsonProcessingException e) {
            throw JsonErrors.problem(e);
        }
    }
}
