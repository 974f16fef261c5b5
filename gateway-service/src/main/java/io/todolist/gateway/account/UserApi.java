package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.downstream.Downstream;
import io.todolist.gateway.downstream.WholeBody;
import io.todolist.gateway.edge.Text;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** user-service. An authorization is "Bearer" and an access token. */
@Path("/")
@RegisterRestClient(configKey = "user-service")
@RegisterClientHeaders
@RegisterProvider(WholeBody.class)
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = Downstream.UNPACKED)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface UserApi {

    record RefreshToken(String refreshToken) {}

    record Password(@Text String password) {}

    record PasswordChange(@Text String currentPassword, @Text String newPassword) {}

    /** @param next where the next page starts, or null at the end */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Users(List<User> items, String next, long total) {}

    @POST
    @Path("users")
    Uni<User> register(Registration registration);

    @GET
    @Path("users")
    Uni<Users> users(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @RestQuery String size,
            @RestQuery String after);

    @POST
    @Path("sessions")
    Uni<Session> open(Credentials credentials);

    @POST
    @Path("sessions/refresh")
    Uni<Session> refresh(RefreshToken token);

    @POST
    @Path("sessions/logout")
    Uni<Void> close(RefreshToken token);

    @POST
    @Path("sessions/logout-others")
    Uni<Void> closeOthers(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, RefreshToken kept);

    @DELETE
    @Path("sessions")
    Uni<Void> closeAll(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    @GET
    @Path("me")
    Uni<RestResponse<byte[]>> me(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    @PATCH
    @Path("me")
    @Consumes("application/merge-patch+json")
    Uni<RestResponse<byte[]>> change(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] patch);

    @PUT
    @Path("me/password")
    Uni<Void> changePassword(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, PasswordChange change);

    @DELETE
    @Path("me")
    Uni<Void> delete(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, Password password);
}
