package io.todolist.user.event;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventLog;
import io.todolist.kit.events.ServiceKey;
import io.todolist.kit.events.Subscription;
import io.todolist.user.account.Characters;
import io.todolist.user.mail.Mails;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What has happened here, for other services, in the order in which it did (events.yaml describes it); and hints of theirs. */
@Path("/events")
class EventResource {
    private static final String FORM = "([0-9]{20}-[0-9]{19})?";

    private final EventLog log;
    private final Subscription events;
    private final Mails mails;

    EventResource(EventLog log, Subscription events, Mails mails) {
        this.log = log;
        this.events = events;
        this.mails = mails;
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

    /**
     * Where hints arrive that rule-service has something new, directly or by a broker: any CloudEvent (1.0, HTTP binding), which is
     * not looked at, because what has happened is read from the feed there. 204 when it has taken effect; 503 when it could not, and
     * the sender may try again.
     */
    @POST
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Void> hint() {
        return events.read().invoke(mails::send);
    }
}
