package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A user as our clients see one: nothing else that user-service may know gets out.
 *
 * @param createdAt a time as in RFC 3339
 * @param version changes with each change of the user
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record User(String id, String name, String email, List<String> roles, String createdAt, int version) {

    public boolean hasRoleAdmin() {
        return roles != null && roles.contains("admin");
    }
}
