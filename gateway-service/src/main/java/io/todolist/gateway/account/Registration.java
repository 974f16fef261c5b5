package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A new user; the e-mail address may be missing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Registration(String name, String password, String email) {

    @Override
    public String toString() {
        return name;
    }
}
