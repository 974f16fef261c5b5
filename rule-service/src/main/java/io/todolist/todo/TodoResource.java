package io.todolist.todo;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

@Path("/todos")
class TodoResource {

    record Input(@Size(max = 5) String name, java.time.LocalDate due, Integer n) {}

    @ApplicationScoped
    static class Todos implements PanacheRepositoryBase<Todo, UUID> {}

    @Inject
    Todos todos;

    @GET
    @WithTransaction
    public Uni<List<UUID>> list() {
        return todos.listAll().map(l -> l.stream().map(t -> t.id).toList());
    }

    @POST
    @WithTransaction
    public Uni<UUID> add(@Valid Input input) {
        Todo t = new Todo();
        t.name = input.name();
        return todos.persist(t).map(x -> x.id);
    }
}
