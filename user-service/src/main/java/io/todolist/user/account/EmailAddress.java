package io.todolist.user.account;

import io.todolist.user.mail.Mails;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where somebody says that mails reach them. */
@Schema(name = "PasswordResetRequest", additionalProperties = Schema.False.class, requiredProperties = "email")
public record EmailAddress(
        @NotNull
                @Email
                @Schema(ref = "KnownAddress")
                @Characters(max = Profile.LONGEST_EMAIL, form = Mails.ADDRESS, message = "{todolist.email}")
                String email) {

    public EmailAddress {
        email = Profile.email(email);
    }
}
