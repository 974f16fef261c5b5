package io.todolist.gateway.todo;

import io.smallrye.mutiny.Uni;
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
 * rule-service, bodies as they are: the gateway neither pays for reading them nor loses what it does not know. An
 * authorization is "Bearer" and an access token.
 */
@Path("/todos")
@RegisterRestClient(configKey = "rule-service")
@RegisterClientHeaders
@RegisterProvider(WholeBody.class)
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = Downstream.UNPACKED)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface TodoApi {
    String IDEMPOTENCY_KEY = "Idempotency-Key";

    @GET
    Uni<RestResponse<byte[]>> list(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @RestQuery MultivaluedMap<String, String> query);

    @GET
    @Path("/counts")
    Uni<RestResponse<byte[]>> counts(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    @POST
    Uni<RestResponse<byte[]>> create(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(IDEMPOTENCY_KEY) String key,
            byte[] todo);

    @GET
    @Path("/{id}")
    Uni<RestResponse<byte[]>> get(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, UUID id);

    @PATCH
    @Path("/{id}")
    @Consumes("application/merge-patch+json")
    Uni<RestResponse<byte[]>> change(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] patch);

    @DELETE
    @Path("/{id}")
    Uni<RestResponse<byte[]>> delete(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch);

    @POST
    @Path("/{id}/restore")
    Uni<RestResponse<byte[]>> restore(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, UUID id);

    @POST
    @Path("/{id}/move")
    Uni<RestResponse<byte[]>> move(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, UUID id, byte[] place);

    @POST
    @Path("/delete")
    Uni<RestResponse<byte[]>> deleteAll(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] ids);

    @POST
    @Path("/restore")
    Uni<RestResponse<byte[]>> restoreAll(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] ids);

    @POST
    @Path("/status")
    Uni<RestResponse<byte[]>> changeStatus(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] change);

    @DELETE
    Uni<Void> eraseAll(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);
}
