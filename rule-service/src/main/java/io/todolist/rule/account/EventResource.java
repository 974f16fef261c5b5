package io.todolist.rule.account;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventLog;
import io.todolist.kit.events.ServiceKey;
import io.todolist.kit.events.Subscription;
import io.todolist.kit.http.Text;
import io.todolist.rule.morning.Mornings;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What has happened here that is about accounts, for other services (events.yaml describes it); and hints of theirs. */
@Path("/events")
class EventResource {
    private static final String FORM = "([0-9]{20}-[0-9]{19})?";

    private final EventLog log;
    private final Subscription events;
    private final Mornings mornings;

    EventResource(EventLog log, Subscription events, Mornings mornings) {
        this.log = log;
        this.events = events;
        this.mornings = mornings;
    }

    /**
     * The next 100 events, in CloudEvents' JSON batch format.
     *
     * @param consumer the name of the service that reads
     * @param done {@code sequence} of the last event that has taken effect there; 410 if there is none like it, because this log
     *     is another one or older, or that event is over: then the consumer begins anew
     * @param setAside {@code sequence} of the oldest event that could not take effect there
     */
    @GET
    @RolesAllowed(ServiceKey.ROLE)
    @Produces("application/cloudevents-batch+json")
    @Operation(hidden = true)
    public Uni<String> read(
            @QueryParam("consumer") @NotNull @Size(max = 64) @Text String consumer,
            @QueryParam("done") @DefaultValue("") @Pattern(regexp = FORM) String done,
            @QueryParam("setAside") @DefaultValue("") @Pattern(regexp = FORM) String setAside) {
        return log.read(consumer, done, setAside).map(Object::toString);
    }

    /**
     * Where hints arrive that user-service has something new, directly or by a broker: any CloudEvent (1.0, HTTP binding), which is
     * not looked at. What has happened is read from the feed, so a forged one does nothing, and one that is lost or doubled neither.
     * 204 when what is new has taken effect; 503 when it could not, and the sender may try again. It is also when somebody awake
     * looks whose morning has come.
     */
    @POST
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Void> hint() {
        return events.read().eventually(mornings::look);
    }
}
