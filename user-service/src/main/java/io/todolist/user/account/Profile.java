package io.todolist.user.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.todolist.kit.http.Problems;
import io.todolist.user.mail.Mails;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;

/** What users can change of themselves. An empty e-mail address is none. */
// In no signature of an endpoint: a native image would not know it.
@RegisterForReflection
record Profile(
        @NotNull
                @Characters(
                        min = UserName.SHORTEST,
                        max = UserName.LONGEST,
                        form = UserName.FORM,
                        message = "{todolist.name}")
                String name,
        @Email @Characters(max = Profile.LONGEST_EMAIL, form = Mails.ADDRESS, message = "{todolist.email}")
                String email) {
    static final int LONGEST_EMAIL = 254;

    Profile {
        name = WhiteSpace.trim(name);
        email = email(email);
    }

    /** Trimmed and, if it is too long, cut: {@code @Email} looks at all of it, and it is refused either way. */
    static String email(String text) {
        String trimmed = WhiteSpace.trim(text);
        if (trimmed == null || trimmed.isEmpty()) {
            return null;
        }
        return trimmed.substring(0, Math.min(trimmed.length(), 2 * LONGEST_EMAIL + 1));
    }

    static Profile of(User user) {
        return new Profile(user.name(), user.email());
    }

    /** JSON Merge Patch (RFC 7396); every member is a text, so that there is nothing to merge deeper. */
    Profile merge(ObjectNode patch, ObjectMapper json) {
        ObjectNode target = json.valueToTree(this);
        target.setAll(patch);
        target.properties().removeIf(member -> member.getValue().isNull());
        try {
            return json.treeToValue(target, Profile.class);
        } catch (JsonProcessingException e) {
            throw Problems.of(e);
        }
    }
}
