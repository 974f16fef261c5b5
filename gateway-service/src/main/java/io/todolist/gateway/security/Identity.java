package io.todolist.gateway.security;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is signed in, without asking user-service. */
public record Identity(@Schema(format = "uuid") String id, String name, List<String> roles) {

    public static Identity from(Caller caller) {
        return new Identity(caller.id(), caller.name(), caller.roles());
    }
}
