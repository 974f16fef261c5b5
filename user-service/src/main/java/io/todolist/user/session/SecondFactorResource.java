package io.todolist.user.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.http.Problems;
import io.todolist.user.account.Account;
import io.todolist.user.account.Characters;
import io.todolist.user.account.Credentials;
import io.todolist.user.account.Credentials.Claim;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.todolist.user.factor.Code;
import io.todolist.user.factor.SecondFactors;
import io.todolist.user.factor.Verdict;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The second factor at sign-in: the codes of an authenticator app. Every change takes the password. */
@Path("/me/second-factor")
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SecondFactorResource {
    private static final String ISSUER = "Todolist";

    @Schema(
            additionalProperties = Schema.False.class,
            requiredProperties = {"currentPassword"})
    record Beginning(@NotNull @Characters(max = 256) @Schema(ref = "AnyPassword") String currentPassword) {
        @Override
        public String toString() {
            return "Beginning";
        }
    }

    @Schema(
            additionalProperties = Schema.False.class,
            requiredProperties = {"currentPassword", "code"})
    record Proof(
            @NotNull @Characters(max = 256) @Schema(ref = "AnyPassword") String currentPassword,
            @NotNull @Characters(max = 64) @Schema(ref = "AnyCode") String code) {
        @Override
        public String toString() {
            return "Proof";
        }
    }

    /**
     * What an authenticator app has to know.
     *
     * @param secret 160 bits in Base32
     * @param uri the same for a QR code or a link: {@code otpauth://totp/…}
     */
    record Secret(String secret, String uri) {
        static Secret of(String secret, String userName) {
            String name = URLEncoder.encode(userName, UTF_8).replace("+", "%20");
            return new Secret(
                    secret, "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(ISSUER, name, secret, ISSUER));
        }

        @Override
        public String toString() {
            return "Secret";
        }
    }

    /** Each signs in once in place of a code. They are given here, and nowhere again. */
    record Recovery(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "Recovery";
        }
    }

    private final Credentials credentials;
    private final SecondFactors factors;
    private final JsonWebToken caller;
    private final SecurityLog security;

    SecondFactorResource(Credentials credentials, SecondFactors factors, JsonWebToken caller, SecurityLog security) {
        this.credentials = credentials;
        this.factors = factors;
        this.caller = caller;
        this.security = security;
    }

    @GET
    @Operation(summary = "Whether signing in takes a code")
    @APIResponseSchema(value = SecondFactors.State.class, responseCode = "200", responseDescription = "On or off")
    public Uni<SecondFactors.State> read() {
        return factors.of(account()).onItem().ifNull().failWith(SecondFactorResource::gone);
    }

    /** Nothing is asked for until PUT has brought the first code, within 15 minutes. A second beginning replaces the first. */
    @POST
    @Operation(summary = "Begin to turn it on", description = "Gives a secret for an authenticator app.")
    @APIResponseSchema(value = Secret.class, responseCode = "200", responseDescription = "A new secret")
    @APIResponse(responseCode = "403", description = "The password is wrong")
    @APIResponse(responseCode = "409", description = "It is on")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords")
    public Uni<Secret> begin(@NotNull @Valid Beginning beginning, @HeaderParam(IdempotencyKey.HEADER) String key) {
        return credentials
                .claim(account())
                .flatMap(claim -> prove(claim, beginning.currentPassword()))
                .flatMap(proved -> factors.begin(proved.id(), key)
                        .onItem()
                        .ifNull()
                        .failWith(() -> conflict("It is on. Turn it off first."))
                        .map(secret -> Secret.of(secret, proved.user().name())));
    }

    /** Ends the caller's other sessions, which began without a code. 403 for a wrong password or a wrong code. */
    @PUT
    @Operation(summary = "Turn it on by the first code")
    @APIResponseSchema(value = Recovery.class, responseCode = "200", responseDescription = "On; ten recovery codes")
    @APIResponse(responseCode = "403", description = "The password or the code is wrong")
    @APIResponse(responseCode = "409", description = "It is on, or was not begun, or too long ago")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords")
    public Uni<Recovery> turnOn(@NotNull @Valid Proof proof, @HeaderParam(IdempotencyKey.HEADER) String key) {
        Code code = new Code(proof.code(), key);
        String session = caller.getClaim("sid");
        return credentials
                .claim(account())
                .flatMap(claim -> prove(claim, proof.currentPassword()))
                .flatMap(proved -> factors.turnOn(proved.id(), code, session))
                .onItem()
                .ifNull()
                .failWith(() -> conflict("It is on, or was not begun in the last 15 minutes."))
                .map(codes -> {
                    if (codes.isEmpty()) {
                        throw SecondFactors.problem(Verdict.REFUSED, 403);
                    }
                    security.log(Event.SECOND_FACTOR_ON, account(), session);
                    return new Recovery(codes);
                });
    }

    /** 403 for a wrong password, or a code that is neither right nor a recovery code; 204 as well when it is off. */
    @DELETE
    @Operation(summary = "Turn it off")
    @APIResponse(responseCode = "204", description = "It is off")
    @APIResponse(responseCode = "403", description = "The password or the code is wrong")
    @APIResponse(responseCode = "429", description = "There were too many wrong passwords or codes")
    public Uni<Void> turnOff(@NotNull @Valid Proof proof, @HeaderParam(IdempotencyKey.HEADER) String key) {
        return credentials
                .claim(account())
                .flatMap(claim -> claim.account() == null || !claim.account().secondFactor()
                        ? Uni.createFrom().voidItem()
                        : credentials
                                .prove(claim, proof.currentPassword(), new Code(proof.code(), key))
                                .onItem()
                                .ifNull()
                                .failWith(Credentials::wrongPassword)
                                .flatMap(proved -> factors.turnOff(proved.id()))
                                .invoke(() -> security.log(Event.SECOND_FACTOR_OFF, account()))
                                .replaceWithVoid());
    }

    private Uni<Account> prove(Claim claim, String password) {
        return claim.account() == null
                ? Uni.createFrom().failure(gone())
                : credentials.prove(claim, password).onItem().ifNull().failWith(Credentials::wrongPassword);
    }

    private UUID account() {
        return UUID.fromString(caller.getSubject());
    }

    private static HttpProblem gone() {
        return Problems.unauthorized("This account does not exist any more.", "Bearer");
    }

    private static HttpProblem conflict(String detail) {
        return HttpProblem.builder()
                .withStatus(409)
                .withTitle("Conflict")
                .withDetail(detail)
                .build();
    }
}
