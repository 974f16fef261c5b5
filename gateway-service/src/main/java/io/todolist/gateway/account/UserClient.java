package io.todolist.gateway.account;

import static io.todolist.kit.http.IdempotencyKey.HEADER;
import static jakarta.ws.rs.core.HttpHeaders.AUTHORIZATION;
import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;

import io.smallrye.mutiny.Uni;
import io.todolist.gateway.downstream.Downstream;
import io.todolist.gateway.downstream.WholeBody;
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
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** user-service by HTTP. */
@Path("/")
@RegisterRestClient(configKey = "user-service")
@RegisterClientHeaders
@RegisterProvider(WholeBody.class)
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = Downstream.UNPACKED)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface UserClient {

    record RefreshToken(String refreshToken) {}

    @POST
    @Path("users")
    Uni<Session> register(@HeaderParam(HEADER) String key, Registration registration);

    @GET
    @Path("users")
    Uni<Users> users(@HeaderParam(AUTHORIZATION) String authorization, @RestQuery String size, @RestQuery String after);

    @GET
    @Path("deletions")
    Uni<RestResponse<byte[]>> deletions(@HeaderParam(AUTHORIZATION) String authorization);

    @POST
    @Path("sessions")
    Uni<Session> open(
            @HeaderParam(HEADER) String key,
            @HeaderParam("X-Todolist-Device") String deviceToken,
            Credentials credentials);

    @POST
    @Path("sessions/refresh")
    Uni<Session> refresh(@HeaderParam(HEADER) String key, RefreshToken token);

    @POST
    @Path("sessions/logout")
    Uni<Void> close(@HeaderParam(HEADER) String key, RefreshToken token);

    @POST
    @Path("sessions/logout-others")
    Uni<Void> closeOthers(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, RefreshToken kept);

    @DELETE
    @Path("sessions")
    Uni<Void> closeAll(@HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key);

    @GET
    @Path("sessions")
    Uni<Sessions> sessions(@HeaderParam(AUTHORIZATION) String authorization);

    @DELETE
    @Path("sessions/{id}")
    Uni<Void> end(@HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, String id);

    @GET
    @Path("me")
    Uni<RestResponse<byte[]>> me(@HeaderParam(AUTHORIZATION) String authorization);

    @PATCH
    @Path("me")
    @Consumes("application/merge-patch+json")
    Uni<RestResponse<byte[]>> change(
            @HeaderParam(AUTHORIZATION) String authorization,
            @HeaderParam(HEADER) String key,
            @HeaderParam(IF_MATCH) String ifMatch,
            byte[] patch);

    @PUT
    @Path("me/password")
    Uni<Session> changePassword(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, PasswordChange change);

    @GET
    @Path("me/second-factor")
    Uni<SecondFactor> secondFactor(@HeaderParam(AUTHORIZATION) String authorization);

    @POST
    @Path("me/second-factor")
    Uni<SecondFactor.Secret> begin(
            @HeaderParam(AUTHORIZATION) String authorization,
            @HeaderParam(HEADER) String key,
            SecondFactor.Beginning beginning);

    @PUT
    @Path("me/second-factor")
    Uni<SecondFactor.RecoveryCodes> turnOn(
            @HeaderParam(AUTHORIZATION) String authorization,
            @HeaderParam(HEADER) String key,
            SecondFactor.Proof proof);

    @DELETE
    @Path("me/second-factor")
    Uni<Void> turnOff(
            @HeaderParam(AUTHORIZATION) String authorization,
            @HeaderParam(HEADER) String key,
            SecondFactor.Proof proof);

    @GET
    @Path("me/morning-mail")
    Uni<MorningMail> morningMail(@HeaderParam(AUTHORIZATION) String authorization);

    @PUT
    @Path("me/morning-mail")
    Uni<MorningMail> turnOnMorningMail(
            @HeaderParam(AUTHORIZATION) String authorization,
            @HeaderParam(HEADER) String key,
            MorningMail.Settings settings);

    @DELETE
    @Path("me/morning-mail")
    Uni<Void> turnOffMorningMail(@HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key);

    @POST
    @Path("unsubscriptions")
    Uni<Void> unsubscribe(@HeaderParam(HEADER) String key, Unsubscription unsubscription);

    @POST
    @Path("me/email-verification")
    Uni<Void> askForVerification(@HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key);

    @POST
    @Path("email-verifications")
    Uni<Void> verifyEmail(@HeaderParam(HEADER) String key, EmailVerification verification);

    @POST
    @Path("password-resets")
    Uni<Void> askForReset(@HeaderParam(HEADER) String key, PasswordReset reset);

    @POST
    @Path("password-resets/redemption")
    Uni<Void> redeem(@HeaderParam(HEADER) String key, PasswordReset.Redemption redemption);

    @DELETE
    @Path("me")
    Uni<Void> delete(
            @HeaderParam(AUTHORIZATION) String authorization, @HeaderParam(HEADER) String key, Password password);
}
