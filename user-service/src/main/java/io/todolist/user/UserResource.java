package io.todolist.user;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.todolist.password.PasswordHasher;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

@Path("/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class UserResource {
    private static final String UUID_TEXT = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** @param next where the following page starts, {@code null} on the last one */
    record Page(List<User> items, String next, long total) {
        static Page of(List<Account> found, int size, long total) {
            List<Account> shown = found.subList(0, Math.min(size, found.size()));
            String next = found.size() > size ? shown.get(size - 1).id.toString() : null;
            return new Page(shown.stream().map(User::from).toList(), next, total);
        }
    }

    private final Accounts accounts;
    private final FirstAdmin firstAdmin;
    private final PasswordHasher hasher;

    UserResource(Accounts accounts, FirstAdmin firstAdmin, PasswordHasher hasher) {
        this.accounts = accounts;
        this.firstAdmin = firstAdmin;
        this.hasher = hasher;
    }

    /**
     * 201 with Location; 409 when the name is taken (also by a first administrator that is not made yet); 503 while too
     * many passwords are being hashed. The hash is made between two short turns at the database, not within one.
     */
    @POST
    @PermitAll
    @Operation(summary = "Register a user")
    public Uni<RestResponse<User>> register(@NotNull @Valid Registration registration) {
        UserName name = UserName.of(registration.name());
        if (firstAdmin.isNamed(name)) {
            return Uni.createFrom().failure(Accounts.nameTaken());
        }
        return Panache.withSession(() -> accounts.refuseTaken(name))
                .chain(() -> hasher.hash(registration.password()))
                .map(hash -> new Account(name, registration.email(), hash, false))
                .flatMap(account -> Panache.withTransaction(() -> accounts.save(account)))
                .map(UserResource::created);
    }

    /**
     * In the order of registration.
     *
     * @param size 1 to 100
     * @param after {@code next} of the page before
     */
    @GET
    @RolesAllowed("admin")
    @WithSession
    @Operation(summary = "List users, for administrators")
    public Uni<Page> list(
            @QueryParam("size") @DefaultValue("20") @Pattern(regexp = "[1-9][0-9]?|100", message = "{todolist.size}")
                    String size,
            @QueryParam("after") @Pattern(regexp = UUID_TEXT, message = "{todolist.cursor}") String after) {
        int limit = Integer.parseInt(size);
        UUID last = after == null ? null : UUID.fromString(after);
        return accounts.registeredAfter(last, limit + 1)
                .flatMap(found -> accounts.count().map(total -> Page.of(found, limit, total)));
    }

    private static RestResponse<User> created(Account account) {
        User user = User.from(account);
        return ResponseBuilder.create(Status.CREATED, user)
                .header(HttpHeaders.LOCATION, "/users/" + user.id())
                .build();
    }
}
