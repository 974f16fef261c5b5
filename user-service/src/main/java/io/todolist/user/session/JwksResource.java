package io.todolist.user.session;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/.well-known/jwks.json")
class JwksResource {
    private final SigningKey key;

    JwksResource(SigningKey key) {
        this.key = key;
    }

    /** The configured JWK set (RFC 7517), as it is. */
    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The public keys that verify access tokens")
    @APIResponse(
            responseCode = "200",
            description = "A JWK set",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public RestResponse<String> keys() {
        return ResponseBuilder.ok(key.jwks())
                .header(HttpHeaders.CACHE_CONTROL, "max-age=300")
                .build();
    }
}
