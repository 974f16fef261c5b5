package io.todolist.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The signed-in user. 401 when the account is gone, which its access tokens outlive by up to ten minutes. */
@Path("/me")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class MeResource {

    record Confirmation(@NotNull @Size(max = 256) String password) {
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
    @WithSession
    @Operation(summary = "Who am I")
    public Uni<RestResponse<User>> read() {
        return accounts.findById(callerId())
                .onItem()
                .ifNull()
                .failWith(MeResource::gone)
                .map(MeResource::answer);
    }

    /**
     * A JSON Merge Patch (RFC 7396) of {@code name} and {@code email}: what it does not name stays, {@code "email": null}
     * removes the address. 409 when the name is taken, 412 when If-Match names another version.
     */
    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @WithTransaction
    @Operation(summary = "Change name or e-mail address")
    @RequestBody(content = @Content(schema = @Schema(implementation = Profile.class)))
    public Uni<RestResponse<User>> change(@HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull JsonNode patch) {
        IfMatch expected = IfMatch.parse(ifMatch);
        return accounts.locked(callerId())
                .onItem()
                .ifNull()
                .failWith(MeResource::gone)
                .invoke(expected::check)
                .call(account -> apply(patched(account, patch), account))
                .map(MeResource::answer);
    }

    /** Deletes the account with all its sessions, for good. 403 when the password is wrong. */
    @DELETE
    @Operation(summary = "Delete the account")
    public Uni<Void> delete(@NotNull @Valid Confirmation confirmation) {
        return credentials
                .prove(callerId(), confirmation.password())
                .onItem()
                .ifNull()
                .failWith(Credentials::wrongPassword)
                .flatMap(account -> Panache.withTransaction(() -> accounts.deleteById(account.id)))
                .replaceWithVoid();
    }

    private Profile patched(Account account, JsonNode patch) {
        Profile profile = Profile.from(account).merge(patch, json);
        InvalidBody.throwIfAny(validator.validate(profile));
        return profile;
    }

    private Uni<Void> apply(Profile profile, Account account) {
        UserName name = UserName.of(profile.name());
        account.reachAt(profile.email());
        if (name.key().equals(account.nameKey)) {
            account.rename(name);
            return accounts.flush();
        }
        if (firstAdmin.isNamed(name)) {
            return Uni.createFrom().failure(Accounts.nameTaken());
        }
        return accounts.refuseTaken(name)
                .invoke(() -> account.rename(name))
                .chain(() -> accounts.save(account))
                .replaceWithVoid();
    }

    private UUID callerId() {
        return UUID.fromString(token.getSubject());
    }

    private static RestResponse<User> answer(Account account) {
        return ResponseBuilder.ok(User.from(account))
                .header(HttpHeaders.ETAG, IfMatch.tagOf(account.version))
                .build();
    }

    private static HttpProblem gone() {
        return HttpProblem.builder()
                .withStatus(401)
                .withTitle("Unauthorized")
                .withDetail("This account does not exist any more.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }
}
