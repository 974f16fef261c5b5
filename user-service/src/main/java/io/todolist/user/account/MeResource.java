package io.todolist.user.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.http.Problems;
import io.vertx.core.buffer.Buffer;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.util.Arrays;
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

/** The signed-in user. 401 when the account is gone, which its access tokens outlive by up to ten minutes. */
@Path("/me")
@Authenticated
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

    private final Accounts accounts;
    private final FirstAdmin firstAdmin;
    private final Credentials credentials;
    private final JsonWebToken token;
    private final ObjectMapper json;
    private final Validator validator;

    MeResource(
            Accounts accounts,
            FirstAdmin firstAdmin,
            Credentials credentials,
            JsonWebToken token,
            ObjectMapper json,
            Validator validator) {
        this.accounts = accounts;
        this.firstAdmin = firstAdmin;
        this.credentials = credentials;
        this.token = token;
        this.json = json;
        this.validator = validator;
    }

    @GET
    @Operation(summary = "Who am I")
    @APIResponseSchema(value = User.class, responseCode = "200", responseDescription = "The profile")
    @APIResponse(responseCode = "304", description = "If-None-Match names this version")
    public Uni<RestResponse<User>> read(@Context Request request) {
        return account().map(account -> {
            EntityTag tag = tagOf(account.user());
            var refusal = request.evaluatePreconditions(tag);
            if (refusal == null) {
                return answer(account.user());
            }
            if (refusal.build().getStatus() == StatusCode.PRECONDITION_FAILED) {
                throw changed();
            }
            return ResponseBuilder.<User>notModified().tag(tag).build();
        });
    }

    /**
     * A JSON Merge Patch (RFC 7396) of {@code name} and {@code email}: what it does not name stays, {@code "email": null}
     * removes the address. 409 when the name is taken, 412 when If-Match names another version. A refresh brings an access
     * token with the new name.
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
    @APIResponse(responseCode = "409", description = "Somebody has the name")
    public Uni<RestResponse<User>> change(
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            @NotNull ObjectNode patch) {
        return change(ifMatch, Account.fingerprint(key, "PATCH /me", patch), patch)
                .map(MeResource::answer);
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
                                .flatMap(accounts::delete));
    }

    /** Nobody holds the row between reading and writing: whoever finds it changed begins again. */
    private Uni<User> change(String ifMatch, Buffer fingerprint, ObjectNode patch) {
        return account()
                .flatMap(account -> account.hasDone(fingerprint)
                        ? Uni.createFrom().item(account.user())
                        : apply(patch, account, ifMatch, fingerprint)
                                .onItem()
                                .ifNull()
                                .switchTo(() -> change(ifMatch, fingerprint, patch)));
    }

    private Uni<User> apply(ObjectNode patch, Account account, String ifMatch, Buffer fingerprint) {
        User user = account.user();
        if (!isMeantFor(user, ifMatch)) {
            throw changed();
        }
        Profile profile = Profile.of(user).merge(patch, json);
        var violations = validator.validate(profile);
        if (!violations.isEmpty()) {
            throw BadInput.ofBody(violations);
        }
        UserName name = UserName.of(profile.name());
        if (firstAdmin.isNamed(name)
                && !name.key().equals(UserName.of(user.name()).key())) {
            throw Accounts.nameTaken();
        }
        boolean same = profile.equals(Profile.of(user));
        if (same && fingerprint == null) {
            return Uni.createFrom().item(user);
        }
        return accounts.update(account, name, profile.email(), user.version() + (same ? 0 : 1), fingerprint);
    }

    private Uni<Account> account() {
        return accounts.withId(callerId()).onItem().ifNull().failWith(MeResource::gone);
    }

    private UUID callerId() {
        return UUID.fromString(token.getSubject());
    }

    private static RestResponse<User> answer(User user) {
        return ResponseBuilder.ok(user).tag(tagOf(user)).build();
    }

    private static EntityTag tagOf(User user) {
        return new EntityTag(Integer.toString(user.version()));
    }

    /** RFC 9110, 13.1.1; JAX-RS would take a tag without its quotes for one. */
    private static boolean isMeantFor(User user, String ifMatch) {
        return ifMatch == null
                || ifMatch.equals("*")
                || Arrays.stream(ifMatch.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals('"' + tagOf(user).getValue() + '"'));
    }

    private static HttpProblem changed() {
        return HttpProblem.builder()
                .withStatus(412)
                .withTitle("Precondition Failed")
                .withDetail("The profile has changed since it was read.")
                .build();
    }

    private static HttpProblem gone() {
        return Problems.unauthorized("This account does not exist any more.", "Bearer");
    }
}
