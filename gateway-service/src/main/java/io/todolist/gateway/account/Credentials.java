package io.todolist.gateway.account;

/** A user name and its password. */
public record Credentials(String name, String password) {

    @Override
    public String toString() {
        return name;
    }
}
