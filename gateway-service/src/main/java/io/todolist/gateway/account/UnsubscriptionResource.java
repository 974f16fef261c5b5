package io.todolist.gateway.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The end of the mails in the morning by one of them: signed in or not, by a click on the page or by a mail program. */
@Path("/api/unsubscriptions")
@PermitAll
@Tag(name = "Account")
class UnsubscriptionResource {
    private static final String GONE = "The token is not good any more";
    private static final String DONE = "There are no such mails any more";

    /** A form with one field is shorter, whatever its boundary. */
    private static final int LONGEST_FORM = 4096;

    private final UserService users;

    UnsubscriptionResource(UserService users) {
        this.users = users;
    }

    /** 204 for the same token again, too; 410 for one that is unknown, older than 30 days or of an address before. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Turn the mail in the morning off", description = "By the token of such a mail.")
    @APIResponse(responseCode = "204", description = DONE)
    @APIResponse(responseCode = "410", description = GONE)
    public Uni<Void> unsubscribe(@Valid @NotNull Unsubscription unsubscription) {
        return users.unsubscribe(unsubscription);
    }

    /** RFC 8058: a mail program does it, without cookies. What only looks at links sends no form. */
    @POST
    @Path("/{token: " + MailLink.TOKEN + "}")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    @Operation(summary = "The same by one click in a mail program (RFC 8058)")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "OneClick")),
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "OneClick"))
            })
    @APIResponse(responseCode = "204", description = DONE)
    @APIResponse(responseCode = "410", description = GONE)
    public Uni<Void> unsubscribe(@Schema(pattern = "^" + MailLink.TOKEN + "$") String token, byte[] form) {
        if (!isOneClick(form)) {
            throw HttpProblem.valueOf(Response.Status.BAD_REQUEST, "The body must be List-Unsubscribe=One-Click");
        }
        return users.unsubscribe(new Unsubscription(token));
    }

    @GET
    @Path("/{token: " + MailLink.TOKEN + "}")
    @NonBlocking
    @Operation(summary = "Follow the link of a mail", description = "To the page, which asks before it turns them off.")
    @APIResponse(responseCode = "302", description = "To the page")
    public RestResponse<Void> follow(@Schema(pattern = "^" + MailLink.TOKEN + "$") String token) {
        return MailLink.to("/unsubscribe", token);
    }

    /** Whichever of the two forms it is. */
    private static boolean isOneClick(byte[] form) {
        String text = form.length > LONGEST_FORM ? "" : new String(form, ISO_8859_1);
        return text.contains("List-Unsubscribe") && text.contains("One-Click");
    }
}
