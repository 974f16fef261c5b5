package io.todolist.gateway.todo;

import static io.todolist.kit.http.IdempotencyKey.HEADER;
import static jakarta.ws.rs.core.HttpHeaders.AUTHORIZATION;
import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;

import io.smallrye.mutiny.Uni;
import io.todolist.gateway.api.TodoBodies.Ids;
import io.todolist.gateway.api.TodoBodies.NewTodo;
import io.todolist.gateway.api.TodoBodies.Todo;
import io.todolist.gateway.api.TodoBodies.TodoChange;
import io.todolist.gateway.api.TodoBodies.TodoPage;
import io.todolist.gateway.downstream.Downstream;
import io.todolist.gateway.downstream.WholeBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * rule-service by HTTP. Bodies go through as they are where nobody here needs to know them: the gateway neither pays for
 * reading them nor loses what it does not know.
 */
@Path("/")
@RegisterRestClient(configKey = "rule-service")
@RegisterClientHeaders
@RegisterProvider(WholeBody.class)
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = Downstream.UNPACKED)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface RuleClient {
    String MERGE_PATCH = "application/merge-patch+json";

    @GET
    @Path("session")
    Uni<Void> session(@HeaderParam(AUTHORIZATION) String authorization);

    @GET
    @Path("home")
    Uni<RestResponse<byte[]>> home(
            @HeaderParam(AUTHORIZATION) String authorization, @RestQuery MultivaluedMap<String, String> query);

    @GET
    @Path("todos")
    Uni<RestResponse<byte[]>> list(
            @HeaderParam(AUTHORIZATION) String authorization, @RestQuery MultivaluedMap<String, String> query);

    @GET
    @Path("todos")
    Uni<TodoPage> page(
            @HeaderParam(AUTHORIZATION) String authorization, @RestQuery MultivaluedMap<String, String> query);

    @GET
    @Path("todos/counts")
    Uni<RestResponse<byte[]>> counts(@HeaderParam(AUTHORIZATION) String authorization);

    @GET
    @Path("todos/{id}")
    Uni<RestResponse<byte[]>> get(@HeaderParam(AUTHORIZATION) String authorization, UUID id);

    @GET
    @Path("todos/{id}/history")
    Uni<RestResponse<byte[]>> history(
            @HeaderParam(AUTHORIZATION) String authorization, UUID id, @RestQuery MultivaluedMap<String, String> query);

    @POST
    @Path("todos")
    Uni<RestResponse<byte[]>> create(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, byte[] todo);

    @POST
    @Path("todos")
    Uni<Todo> create(@HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, NewTodo todo);

    @PATCH
    @Path("todos/{id}")
    @Consumes(MERGE_PATCH)
    Uni<RestResponse<byte[]>> change(
            @HeaderParam(AUTHORIZATION) String authorization,
            @HeaderParam(HEADER) String key,
            UUID id,
            @HeaderParam(IF_MATCH) String ifMatch,
            byte[] patch);

    @PATCH
    @Path("todos/{id}")
    @Consumes(MERGE_PATCH)
    Uni<Todo> change(
            @HeaderParam(AUTHORIZATION) String authorization,
            @HeaderParam(HEADER) String key,
            UUID id,
            TodoChange patch);

    @DELETE
    @Path("todos/{id}")
    Uni<RestResponse<byte[]>> delete(
            @HeaderParam(AUTHORIZATION) String authorization,
            @HeaderParam(HEADER) String key,
            UUID id,
            @HeaderParam(IF_MATCH) String ifMatch);

    @POST
    @Path("todos/{id}/restore")
    Uni<RestResponse<byte[]>> restore(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, UUID id);

    @POST
    @Path("todos/{id}/move")
    Uni<RestResponse<byte[]>> move(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, UUID id, byte[] place);

    @POST
    @Path("todos/delete")
    Uni<RestResponse<byte[]>> deleteAll(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, byte[] ids);

    @POST
    @Path("todos/delete")
    Uni<Void> deleteAll(@HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, Ids ids);

    @POST
    @Path("todos/restore")
    Uni<RestResponse<byte[]>> restoreAll(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, byte[] ids);

    @POST
    @Path("todos/status")
    Uni<RestResponse<byte[]>> changeStatus(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, byte[] change);

    @DELETE
    @Path("todos")
    Uni<Void> eraseAll(@HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key);
}
