package io.todolist.user.event;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventLog;
import io.todolist.kit.events.ServiceKey;
import io.todolist.user.account.Characters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What has happened here, for other services, in the order in which it did. events.yaml describes the events. */
@Path("/events")
class EventResource {
    private static final String FORM = "([0-9]{20}-[0-9]{19})?";

    private final EventLog log;

    EventResource(EventLog log) {
        this.log = log;
    }

    /**
     * The next 100 events, in CloudEvents' JSON batch format.
     *
     * @param consumer the name of the service that reads
     * @param done {@code sequence} of the last event that has taken effect there; 410 if there is none like it, because this log
     *     is another one or older: then the consumer begins anew
     * @param setAside {@code sequence} of the oldest event that could not take effect there
     */
    @GET
    @RolesAllowed(ServiceKey.ROLE)
    @Produces("application/cloudevents-batch+json")
    @Operation(hidden = true)
    public Uni<String> read(
            @QueryParam("consumer") @NotNull @Characters(max = 64) String consumer,
            @QueryParam("done") @DefaultValue("") @Characters(max = 40, form = FORM) String done,
            @QueryParam("setAside") @DefaultValue("") @Characters(max = 40, form = FORM) String setAside) {
        return log.read(consumer, done, setAside).map(Object::toString);
    }
}
