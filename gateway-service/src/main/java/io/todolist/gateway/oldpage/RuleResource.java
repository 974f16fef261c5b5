package io.todolist.gateway.oldpage;

import io.quarkiverse.resteasy.problem.validation.Violation;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.api.TodoBodies.Ids;
import io.todolist.gateway.api.TodoBodies.TodoPage;
import io.todolist.gateway.oldpage.RuleBodies.Creation;
import io.todolist.gateway.oldpage.RuleBodies.Deletion;
import io.todolist.gateway.oldpage.RuleBodies.DeletionByPost;
import io.todolist.gateway.oldpage.RuleBodies.Update;
import io.todolist.gateway.oldpage.RuleBodies.UpdateByPost;
import io.todolist.gateway.security.Caller;
import io.todolist.gateway.todo.RuleService;
import io.todolist.kit.http.BadInput;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The list of the old page. The HTTP verb says what to do, and only for POST the body's {@code method}. */
@Path("/api/rule")
@Authenticated
@Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
@Tag(name = "Old page")
class RuleResource {
    private final RuleService rules;
    private final Caller caller;
    private final OldPageConfig config;

    RuleResource(RuleService rules, Caller caller, OldPageConfig config) {
        this.rules = rules;
        this.caller = caller;
        this.config = config;
    }

    /**
     * @param total of the whole list
     * @param current number of this page, from 1
     */
    record ItemPage(List<Item> data, long total, boolean success, int pageSize, int current) {}

    /** The first todos that are left after a deletion, and how many are left. */
    record Rest(List<Item> list, Pagination pagination) {}

    record Pagination(long total) {}

    @GET
    @Operation(summary = "List", description = "A page beyond the last one is the last one.")
    public Uni<ItemPage> list(@Context UriInfo uri) {
        RuleQuery query = new RuleQuery(uri.getQueryParameters());
        String owner = caller.name();
        return rules.page(query.translated(config.timeZone()))
                .map(page -> new ItemPage(
                        items(page, owner),
                        page.total(),
                        true,
                        query.pageSize(),
                        page.page() == null ? query.current() : page.page()));
    }

    @POST
    @Operation(summary = "Create, update or delete, as `method` says")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {Creation.class, UpdateByPost.class, DeletionByPost.class})))
    @APIResponse(
            responseCode = "200",
            description = "What was created or updated, or what is left",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {Item.class, Rest.class})))
    @APIResponse(responseCode = "404", description = "The signed-in user has no such todo to update")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key came with another creation before")
    public Uni<?> post(@Valid @NotNull RuleRequest request) {
        return switch (request.method() == null ? "post" : request.method()) {
            case "post" -> create(request);
            case "update" -> update(request);
            case "delete" -> delete(request);
            default -> throw BadInput.of(Violation.In.body, "method", "must be post, update or delete");
        };
    }

    @PUT
    @Operation(summary = "Update", description = "A field that is missing keeps its value.")
    @APIResponseSchema(Item.class)
    @APIResponse(responseCode = "404", description = "The signed-in user has no such todo")
    public Uni<Item> update(@RequestBodySchema(Update.class) @Valid @NotNull RuleRequest request) {
        UUID id = request.ids().stream().findFirst().orElseThrow(NotFoundException::new);
        String owner = caller.name();
        return rules.change(id, request.change()).map(todo -> Item.from(todo, owner));
    }

    @DELETE
    @Operation(summary = "Delete", description = "Deleting what is gone is not an error.")
    @APIResponseSchema(Rest.class)
    public Uni<Rest> delete(@RequestBodySchema(Deletion.class) @Valid @NotNull RuleRequest request) {
        List<UUID> ids = request.ids();
        String owner = caller.name();
        var first = new MultivaluedHashMap<>(Map.of("page", "1", "size", "100"));
        Uni<Void> deleted = ids.isEmpty() ? Uni.createFrom().voidItem() : rules.deleteAll(new Ids(ids));
        return deleted.chain(() -> rules.page(first))
                .map(page -> new Rest(items(page, owner), new Pagination(page.total())));
    }

    private Uni<Item> create(RuleRequest request) {
        String owner = caller.name();
        return rules.create(request.creation()).map(todo -> Item.from(todo, owner));
    }

    private static List<Item> items(TodoPage page, String owner) {
        return page.items().stream().map(todo -> Item.from(todo, owner)).toList();
    }
}
