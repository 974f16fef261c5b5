package io.todolist.gateway.oldpage;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.security.Caller;
import io.todolist.gateway.todo.RuleService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who is signed in, for the old page: it fails for nobody else, because that page takes any failure for "signed out". */
@Path("/api/currentUser")
@Authenticated
@Tag(name = "Old page")
class CurrentUserResource {
    private final Caller caller;
    private final RuleService rules;

    CurrentUserResource(Caller caller, RuleService rules) {
        this.caller = caller;
        this.rules = rules;
    }

    record Label(String key, String label) {}

    record Geographic(Label province, Label city) {}

    record CurrentUser(
            String name,
            String avatar,
            String userid,
            String email,
            String signature,
            String title,
            String group,
            List<Label> tags,
            int notifyCount,
            int unreadCount,
            String country,
            Geographic geographic,
            String address,
            String phone) {

        /** What nobody has told us is empty. */
        static CurrentUser from(Caller caller) {
            Label nowhere = new Label("", "");
            return new CurrentUser(
                    caller.name(),
                    Item.AVATAR,
                    caller.id(),
                    "",
                    "",
                    "",
                    "",
                    List.of(),
                    0,
                    0,
                    "",
                    new Geographic(nowhere, nowhere),
                    "",
                    "");
        }
    }

    @GET
    @Operation(summary = "Who is signed in")
    public Uni<CurrentUser> get() {
        CurrentUser user = CurrentUser.from(caller);
        return rules.checkSession().replaceWith(user);
    }
}
