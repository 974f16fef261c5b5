package io.todolist.user.account;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.UuidText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
class UserListResource {
    /** @param next where the following page starts, {@code null} on the last one */
    record Page(List<User> items, @Schema(nullable = true) String next, long total) {
        static Page of(List<User> found, int size, long total) {
            List<User> shown = found.subList(0, Math.min(size, found.size()));
            String next = found.size() > size ? shown.get(size - 1).id().toString() : null;
            return new Page(shown, next, total);
        }
    }

    private final Accounts accounts;

    UserListResource(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * In the order of registration.
     *
     * @param size 1 to 100
     * @param after {@code next} of the page before
     */
    @GET
    @RolesAllowed("admin")
    @Operation(summary = "List users, for administrators")
    @APIResponseSchema(value = Page.class, responseCode = "200", responseDescription = "A page of users")
    public Uni<Page> list(
            @QueryParam("size")
                    @DefaultValue("20")
                    @Characters(max = 3, form = "[1-9][0-9]?|100", message = "{todolist.size}")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20")
                    String size,
            @QueryParam("after")
                    @Characters(max = 36, form = UuidText.FORM, message = "{todolist.cursor}")
                    @Schema(pattern = "^(" + UuidText.FORM + ")?$")
                    String after) {
        int limit = Integer.parseInt(size);
        UUID last = after == null ? null : UUID.fromString(after);
        return accounts.registeredAfter(last, limit + 1)
                .flatMap(found -> accounts.count().map(total -> Page.of(found, limit, total)));
    }
}
