package io.todolist.gateway.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.api.TodoBodies.Ids;
import io.todolist.gateway.api.TodoBodies.NewTodo;
import io.todolist.gateway.api.TodoBodies.Todo;
import io.todolist.gateway.api.TodoBodies.TodoChange;
import io.todolist.gateway.api.TodoBodies.TodoPage;
import io.todolist.gateway.downstream.Downstream;
import io.todolist.gateway.downstream.Downstreams;
import io.todolist.gateway.security.Caller;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * rule-service, which keeps the todos ("rule" is their historical name), asked for the caller.
 */
@Singleton
public class RuleService {
    private final RuleClient client;
    private final Caller caller;
    private final Downstream service;

    RuleService(@RestClient RuleClient client, Caller caller, Downstreams services) {
        this.client = client;
        this.caller = caller;
        this.service = services.named("rule-service");
    }

    /**
     * Problem 401 when the caller's session has ended. Nothing else fails, and nothing is held: what is asked for then is in the
     * token alone.
     */
    public Uni<Void> checkSession() {
        return client.session(caller.authorization())
                .onFailure(failure -> !hasStatus(failure, 401))
                .recoverWithNull();
    }

    /** The body {@code {"todos":…,"counts":…}}. */
    public Uni<byte[]> home(MultivaluedMap<String, String> query) {
        return readList(query, token -> client.home(token, query)).map(RestResponse::getEntity);
    }

    private static boolean hasStatus(Throwable failure, int status) {
        return failure instanceof HttpProblem problem && problem.getStatusCode() == status;
    }

    public Uni<RestResponse<byte[]>> list(MultivaluedMap<String, String> query) {
        return readList(query, token -> client.list(token, query)).map(Downstream::passOn);
    }

    public Uni<TodoPage> page(MultivaluedMap<String, String> query) {
        return readList(query, token -> client.page(token, query));
    }

    public Uni<RestResponse<byte[]>> counts() {
        return read(client::counts).map(Downstream::passOn);
    }

    public Uni<RestResponse<byte[]>> get(UUID id) {
        return read(token -> client.get(token, id)).map(Downstream::passOn);
    }

    public Uni<RestResponse<byte[]>> history(UUID id, MultivaluedMap<String, String> query) {
        String token = caller.authorization();
        return service.list(caller.id(), () -> client.history(token, id, query)).map(Downstream::passOn);
    }

    public Uni<RestResponse<byte[]>> create(byte[] todo) {
        return write((token, kept) -> client.create(token, kept, todo)).map(Downstream::passOn);
    }

    public Uni<Todo> create(NewTodo todo) {
        return write((token, kept) -> client.create(token, kept, todo));
    }

    public Uni<RestResponse<byte[]>> change(UUID id, String ifMatch, byte[] patch) {
        return write((token, kept) -> client.change(token, kept, id, ifMatch, patch))
                .map(Downstream::passOn);
    }

    public Uni<Todo> change(UUID id, TodoChange change) {
        return write((token, kept) -> client.change(token, kept, id, change));
    }

    public Uni<RestResponse<byte[]>> delete(UUID id, String ifMatch) {
        return write((token, kept) -> client.delete(token, kept, id, ifMatch)).map(Downstream::passOn);
    }

    public Uni<RestResponse<byte[]>> restore(UUID id) {
        return write((token, kept) -> client.restore(token, kept, id)).map(Downstream::passOn);
    }

    public Uni<RestResponse<byte[]>> move(UUID id, byte[] place) {
        return write((token, kept) -> client.move(token, kept, id, place)).map(Downstream::passOn);
    }

    public Uni<RestResponse<byte[]>> deleteAll(byte[] ids) {
        return writeSeveral((token, kept) -> client.deleteAll(token, kept, ids)).map(Downstream::passOn);
    }

    public Uni<Void> deleteAll(Ids ids) {
        return writeSeveral((token, kept) -> client.deleteAll(token, kept, ids));
    }

    public Uni<RestResponse<byte[]>> restoreAll(byte[] ids) {
        return writeSeveral((token, kept) -> client.restoreAll(token, kept, ids))
                .map(Downstream::passOn);
    }

    public Uni<RestResponse<byte[]>> changeStatus(byte[] change) {
        return writeSeveral((token, kept) -> client.changeStatus(token, kept, change))
                .map(Downstream::passOn);
    }

    /** All todos, the bin's too, for good. */
    public Uni<Void> eraseAll() {
        return write(client::eraseAll);
    }

    private <T> Uni<T> readList(MultivaluedMap<String, String> query, Function<String, Uni<T>> request) {
        String token = caller.authorization();
        return query.containsKey("q")
                ? service.search(caller.id(), () -> request.apply(token))
                : service.list(caller.id(), () -> request.apply(token));
    }

    private <T> Uni<T> read(Function<String, Uni<T>> request) {
        String token = caller.authorization();
        return service.read(caller.id(), () -> request.apply(token));
    }

    private <T> Uni<T> write(BiFunction<String, String, Uni<T>> request) {
        String token = caller.authorization();
        return service.write(caller.id(), caller.key(), kept -> request.apply(token, kept));
    }

    private <T> Uni<T> writeSeveral(BiFunction<String, String, Uni<T>> request) {
        String token = caller.authorization();
        return service.writeSeveral(caller.id(), caller.key(), kept -> request.apply(token, kept));
    }
}
