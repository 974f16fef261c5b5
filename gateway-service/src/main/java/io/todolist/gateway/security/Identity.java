package io.todolist.gateway.security;

import java.util.List;

/** Who is signed in, without asking user-service. */
public record Identity(String id, String name, List<String> roles) {

    public static Identity from(Caller caller) {
        return new Identity(caller.id(), caller.name(), caller.roles());
    }
}
