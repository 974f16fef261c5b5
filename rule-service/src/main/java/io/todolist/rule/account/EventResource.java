package io.todolist.rule.account;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.Subscription;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where hints arrive that user-service has something new, directly or by a broker. */
@Path("/events")
class EventResource {
    private final Subscription events;

    EventResource(Subscription events) {
        this.events = events;
    }

    /**
     * Any CloudEvent (1.0, HTTP binding), which is not looked at: what has happened is read from the feed, so a forged one does
     * nothing, and one that is lost or doubled neither. 204 when what is new has taken effect; 503 when it could not, and the
     * sender may try again.
     */
    @POST
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Void> hint() {
        return events.read();
    }
}
