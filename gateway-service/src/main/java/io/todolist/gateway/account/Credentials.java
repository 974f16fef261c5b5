package io.todolist.gateway.account;

import io.todolist.kit.http.Text;

/** A user name and its password. */
public record Credentials(@Text String name, @Text String password) {

    @Override
    public String toString() {
        return name;
    }
}
