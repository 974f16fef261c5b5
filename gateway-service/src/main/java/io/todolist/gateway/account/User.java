package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user as our clients see one: nothing else that user-service may know gets out.
 *
 * @param emailVerified false without an address, and where user-service is of the release before, which does not say it
 * @param createdAt a time as in RFC 3339
 * @param version changes with each change of the user
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record User(
        @Schema(format = "uuid") String id,
        String name,
        @Schema(nullable = true) String email,
        boolean emailVerified,
        List<String> roles,
        @Schema(format = "date-time") String createdAt,
        int version) {

    public boolean hasRoleAdmin() {
        return roles != null && roles.contains("admin");
    }
}
