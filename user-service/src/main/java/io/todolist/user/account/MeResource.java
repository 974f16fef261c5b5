package io.todolist.user.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

/** The signed-in user. 401 when the account is gone, whose access tokens are taken for half a minute more. */
@Path("/me")
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class MeResource {

    @Schema(
            additionalProperties = Schema.False.class,
            requiredProperties = {"password"})
    record Confirmation(@NotNull @Characters(max = 256) @Schema(ref = "AnyPassword") String password) {
        @Override
        public String toString() {
            return "Confirmation";
        }
    }

    private record Proof(@NotNull @Characters(max = 256) String currentPassword) {
        @Override
        public String toString() {
            return "Proof";
        }
    }

    private final Profiles profiles;
    private final Accounts accounts;
    private final Credentials credentials;
    private final Validator validator;
    private final JsonWebToken token;
    private final SecurityLog security;

    MeResource(
            Profiles profiles,
            Accounts accounts,
            Credentials credentials,
            Validator validator,
            JsonWebToken token,
            SecurityLog security) {
        this.profiles = profiles;
        this.accounts = accounts;
        this.credentials = credentials;
        this.validator = validator;
        this.token = token;
        this.security = security;
    }

    @GET
    @Operation(summary = "Who am I")
    @APIResponseSchema(value = User.class, responseCode = "200", responseDescription = "The profile")
    @APIResponse(responseCode = "304", description = "If-None-Match names this version")
    public Uni<RestResponse<User>> read(@Context Request request) {
        return profiles.of(callerId()).map(account -> {
            var refusal = request.evaluatePreconditions(account.user().tag());
            if (refusal == null) {
                return answer(account.user());
            }
            if (refusal.build().getStatus() == StatusCode.PRECONDITION_FAILED) {
                throw Profiles.changed();
            }
            return ResponseBuilder.<User>notModified().tag(account.user().tag()).build();
        });
    }

    /**
     * A JSON Merge Patch (RFC 7396) of {@code name} and {@code email}: what it does not name stays, {@code "email": null}
     * removes the address. Beside them is {@code currentPassword}: whoever finds a signed-in browser must not take over the
     * account. 403 when it is wrong, 409 when the name is taken, 412 when If-Match names another version. A refresh brings an
     * access token with the new name.
     */
    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(summary = "Change name or e-mail address")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "application/merge-patch+json", schema = @Schema(ref = "ProfileChange")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ProfileChange"))
            })
    @APIResponseSchema(value = User.class, responseCode = "200", responseDescription = "The profile as it is now")
    @APIResponse(responseCode = "403", description = "The password is wrong")
    @APIResponse(responseCode = "409", description = "Somebody has the name")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords")
    public Uni<RestResponse<User>> change(
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull ObjectNode patch) {
        String password = takePassword(patch);
        Buffer fingerprint = Account.fingerprint(key, "PATCH /me", patch);
        return credentials
                .claim(callerId())
                .flatMap(claim -> isGoneOrDone(claim, fingerprint)
                        ? Uni.createFrom().item(claim.account())
                        : credentials.prove(claim, password).onItem().ifNull().failWith(Credentials::wrongPassword))
                .chain(() -> profiles.change(callerId(), ifMatch, fingerprint, patch))
                .invoke(user -> security.log(Event.PROFILE_CHANGED, user.id()))
                .map(MeResource::answer);
    }

    /** What is left is the patch. */
    private String takePassword(ObjectNode patch) {
        JsonNode given = patch.remove("currentPassword");
        Proof proof = new Proof(given == null ? null : given.textValue());
        var violations = validator.validate(proof);
        if (!violations.isEmpty()) {
            throw BadInput.ofBody(violations);
        }
        return proof.currentPassword();
    }

    private static boolean isGoneOrDone(Credentials.Claim claim, Buffer fingerprint) {
        return claim.account() == null || claim.account().hasDone(fingerprint);
    }

    /** Deletes the account with all its sessions, for good. 403 when the password is wrong; 204 as well when it is gone. */
    @DELETE
    @Operation(summary = "Delete the account")
    @APIResponse(responseCode = "204", description = "The account is gone")
    @APIResponse(responseCode = "403", description = "The password is wrong")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords")
    public Uni<Void> delete(@NotNull @Valid Confirmation confirmation) {
        return credentials
                .claim(callerId())
                .flatMap(claim -> claim.account() == null
                        ? Uni.createFrom().voidItem()
                        : credentials
                                .prove(claim, confirmation.password())
                                .onItem()
                                .ifNull()
                                .failWith(Credentials::wrongPassword)
                                .flatMap(accounts::delete)
                                .invoke(() -> security.log(Event.ACCOUNT_DELETED, callerId())));
    }

    private UUID callerId() {
        return UUID.fromString(token.getSubject());
    }

    private static RestResponse<User> answer(User user) {
        return ResponseBuilder.ok(user).tag(user.tag()).build();
    }
}
