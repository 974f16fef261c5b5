package io.todolist.user.session;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.user.account.Account;
import io.todolist.user.account.Accounts;
import io.todolist.user.account.Credentials;
import io.todolist.user.account.FirstAdmin;
import io.todolist.user.account.NewAccount;
import io.todolist.user.account.Registration;
import io.todolist.user.account.UserName;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.todolist.user.factor.Code;
import io.todolist.user.password.PasswordHasher;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

@Path("/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class RegistrationResource {
    private final Accounts accounts;
    private final FirstAdmin firstAdmin;
    private final Credentials credentials;
    private final PasswordHasher hasher;
    private final NewSessions sessions;
    private final AccessTokens accessTokens;
    private final DeviceTokens devices;
    private final SecurityLog security;

    RegistrationResource(
            Accounts accounts,
            FirstAdmin firstAdmin,
            Credentials credentials,
            PasswordHasher hasher,
            NewSessions sessions,
            AccessTokens accessTokens,
            DeviceTokens devices,
            SecurityLog security) {
        this.accounts = accounts;
        this.firstAdmin = firstAdmin;
        this.credentials = credentials;
        this.hasher = hasher;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.devices = devices;
        this.security = security;
    }

    /**
     * 201 with Location and the first session; 409 when the name is taken (also by a first administrator that is not made
     * yet); 503 while too many passwords are being hashed. The hash is made between two short turns at the database, not
     * within one.
     */
    @POST
    @PermitAll
    @Operation(summary = "Register a user, who is then signed in")
    @APIResponseSchema(value = Session.class, responseCode = "201", responseDescription = "The user's first session")
    @APIResponse(responseCode = "409", description = "Somebody has the name")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords")
    public Uni<RestResponse<Session>> register(
            @NotNull @Valid Registration registration, @HeaderParam(IdempotencyKey.HEADER) String key) {
        UserName name = UserName.of(registration.name());
        if (firstAdmin.isNamed(name)) {
            return Uni.createFrom().failure(Accounts.nameTaken());
        }
        Buffer fingerprint = Account.fingerprint(key, "POST /users");
        return accounts.named(name)
                .flatMap(found -> found == null
                        ? create(name, registration, fingerprint, key)
                        : repeat(found, registration, fingerprint, key))
                .invoke(issued -> security.log(Event.REGISTERED, issued.user().id(), issued.session()))
                .flatMap(accessTokens::session)
                .map(session -> created(session.withDevice(devices.newFor(registration.name()))));
    }

    private Uni<Issued> create(UserName name, Registration registration, Buffer fingerprint, String key) {
        return hasher.hash(registration.password())
                .map(hash -> NewAccount.of(name, registration.email(), hash, fingerprint))
                .flatMap(account -> sessions.register(account, key))
                .onItem()
                .ifNull()
                // Somebody was faster; it may be this very request.
                .switchTo(() -> accounts.named(name)
                        .onItem()
                        .ifNull()
                        .failWith(Accounts::nameTaken)
                        .flatMap(found -> repeat(found, registration, fingerprint, key)));
    }

    /** The key tells that this request made the account; only the password opens it, and no more where that is not enough. */
    private Uni<Issued> repeat(Account found, Registration registration, Buffer fingerprint, String key) {
        if (!found.hasDone(fingerprint) || found.secondFactor()) {
            return Uni.createFrom().failure(Accounts.nameTaken());
        }
        return credentials
                .prove(registration.name(), registration.password(), Code.NONE, Optional.empty())
                .onItem()
                .ifNotNull()
                .transformToUni(account -> sessions.open(account, key))
                .onItem()
                .ifNull()
                .failWith(Accounts::nameTaken);
    }

    private static RestResponse<Session> created(Session session) {
        return ResponseBuilder.create(Status.CREATED, session)
                .header(HttpHeaders.LOCATION, "/users/" + session.user().id())
                .build();
    }
}
