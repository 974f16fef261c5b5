package io.todolist.user.account;

import io.todolist.user.mail.Mails;
import io.todolist.user.password.GoodPassword;
import io.todolist.user.password.NotTheName;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants an account. An empty e-mail address is none. */
@NotTheName(field = "password")
@Schema(
        additionalProperties = Schema.False.class,
        requiredProperties = {"name", "password"})
public record Registration(
        @NotNull
                @Schema(ref = "UserName")
                @Characters(
                        min = UserName.SHORTEST,
                        max = UserName.LONGEST,
                        form = UserName.FORM,
                        message = "{todolist.name}")
                String name,
        @NotNull @GoodPassword @Schema(ref = "NewPassword") String password,
        @Email
                @Schema(ref = "EmailAddress")
                @Characters(max = Profile.LONGEST_EMAIL, form = Mails.ADDRESS, message = "{todolist.email}")
                String email)
        implements NotTheName.Choice {

    public Registration {
        name = WhiteSpace.trim(name);
        email = Profile.email(email);
    }

    @Override
    public String newPassword() {
        return password;
    }

    @Override
    public String toString() {
        return "Registration of " + name;
    }
}
