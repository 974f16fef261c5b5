package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.todolist.kit.http.Text;

/** A new user; the e-mail address may be missing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Registration(@Text String name, @Text String password, @Text String email) {

    @Override
    public String toString() {
        return name;
    }
}
