package io.todolist.gateway.oldpage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.downstream.Downstream;
import io.todolist.gateway.todo.TodoApi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/** The part of rule-service that the old page needs, read and not only passed on. */
@Path("/todos")
@RegisterRestClient(configKey = "rule-service")
@RegisterClientHeaders
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = Downstream.UNPACKED)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface RuleTodos {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Todo(String id, String name, String description, Status status, String createdAt, String updatedAt) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Page(List<Todo> items, long total, int size, Integer page) {}

    /** Fields that are null keep their value. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fields(String name, String description, Status status) {}

    record Ids(List<UUID> ids) {}

    @GET
    Uni<Page> page(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @RestQuery MultivaluedMap<String, String> query);

    @POST
    Uni<Todo> create(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(TodoApi.IDEMPOTENCY_KEY) String key,
            Fields fields);

    @PATCH
    @Path("/{id}")
    @Consumes("application/merge-patch+json")
    Uni<Todo> change(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, UUID id, Fields fields);

    @POST
    @Path("/delete")
    Uni<Void> delete(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, Ids ids);
}
