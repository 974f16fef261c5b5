package io.todolist.gateway.oldpage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.account.Credentials;
import io.todolist.gateway.account.SessionCookies;
import io.todolist.gateway.account.User;
import io.todolist.gateway.account.UserService;
import io.todolist.kit.http.Text;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the old page signs in: a refusal is a 200, because only then it says so. */
@Path("/api/login")
@PermitAll
@Tag(name = "Old page")
class LoginResource {
    private static final String ACCOUNT = "account";
    private static final String NO_FIELD_FOR_CODES =
            "This account has a second factor, and this page has no field for its codes. 此账号已启用两步验证，本页面无法登录。";

    private final UserService users;

    LoginResource(UserService users) {
        this.users = users;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    @Schema(additionalProperties = Schema.True.class)
    record Login(
            @Text @Schema(ref = "OldText") String userName,
            @Text @Schema(ref = "OldText") String password,
            @Schema(nullable = true) String type)
            implements OldBody {

        @Override
        public String type() {
            return type == null ? ACCOUNT : type;
        }

        @Override
        public String toString() {
            return userName;
        }
    }

    record Outcome(String status, String type, String currentAuthority) {

        static Outcome success(User user) {
            return new Outcome("ok", ACCOUNT, user.hasRoleAdmin() ? "admin" : "user");
        }

        static Outcome refusal(String type) {
            return new Outcome("error", type, "guest");
        }
    }

    record Captcha(String status, String type, String message) {}

    /**
     * 429 with Retry-After (seconds) after too many wrong passwords, or too many from one network. 403 for an account with a second factor, for whose code
     * the old page has no field: it takes any other answer than success for a wrong password.
     */
    @POST
    @Path("/account")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
    @Operation(summary = "Sign in")
    @APIResponseSchema(Outcome.class)
    @APIResponse(responseCode = "429", description = "Too many wrong passwords, or too many from this network")
    public Uni<Outcome> logIn(@Valid @NotNull Login login, @Context RoutingContext context) {
        if (!login.type().equals(ACCOUNT)) {
            return Uni.createFrom().item(Outcome.refusal(login.type()));
        }
        return users.signIn(new Credentials(login.userName(), login.password()), new SessionCookies(context))
                .map(Outcome::success)
                .onFailure(LoginResource::needsACode)
                .transform(needed -> HttpProblem.valueOf(Response.Status.FORBIDDEN, NO_FIELD_FOR_CODES))
                .onFailure(LoginResource::isRefusal)
                .recoverWithItem(Outcome.refusal(ACCOUNT));
    }

    @GET
    @Path("/captcha")
    @Operation(summary = "Refuses politely", description = "Nobody signs in by telephone here.")
    public Captcha captcha() {
        return new Captcha("error", "mobile", "Signing in by telephone is not offered. 不支持手机号登录。");
    }

    private static boolean needsACode(Throwable failure) {
        return failure instanceof HttpProblem problem && UserService.CODE_NEEDED.equals(problem.getType());
    }

    /** 400: what is not even a possible name or password is wrong too. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof HttpProblem problem
                && (problem.getStatusCode() == 401 || problem.getStatusCode() == 400);
    }
}
