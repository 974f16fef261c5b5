package io.todolist.user;

import io.todolist.password.GoodPassword;
import io.todolist.password.NotTheName;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Who wants an account. An empty e-mail address is none. */
@NotTheName(field = "password")
record Registration(
        @NotNull @Pattern(regexp = UserName.ALLOWED, message = "{todolist.name}") String name,
        @NotNull @GoodPassword String password,
        @Email @Size(max = 254) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "{todolist.text}") String email)
        implements NotTheName.Choice {

    Registration {
        name = UserName.trim(name);
        email = UserName.trim(email);
        email = email == null || email.isEmpty() ? null : email;
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
