package io.todolist.gateway.account;

import io.todolist.kit.http.Text;

/** Proves who somebody is, once more. */
record Password(@Text String password) {

    @Override
    public String toString() {
        return "Password";
    }
}
