package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static io.restassured.RestAssured.given;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/** Somebody with an access token as user-service signs it, who talks to the gateway by HTTP. */
class Person {
    static final JsonObject PUBLIC_KEY = publicKey();

    final String id = UUID.randomUUID().toString();
    final String name = "user-" + id.substring(0, 8);
    final String session = UUID.randomUUID().toString();
    final Set<String> roles;
    final String token;

    Person() {
        this(Set.of("user"));
    }

    private Person(Set<String> roles) {
        this.roles = roles;
        this.token = sign(claims());
    }

    static Person admin() {
        return new Person(Set.of("user", "admin"));
    }

    JwtClaimsBuilder claims() {
        return Jwt.issuer("todolist")
                .audience("todolist")
                .subject(id)
                .upn(name)
                .groups(roles)
                .claim("sid", session)
                .expiresIn(600);
    }

    static String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(PUBLIC_KEY.getString("kid")).sign();
    }

    String expiredToken() {
        return sign(claims().expiresAt(System.currentTimeMillis() / 1000 - 1));
    }

    RequestSpecification request() {
        return given().cookie("jwtToken", token).contentType("application/json");
    }

    /** Only the refresh cookie is good for something. */
    RequestSpecification requestAfterAWhile(String refreshToken) {
        return given().cookie("jwtToken", expiredToken()).cookie("refreshToken", refreshToken);
    }

    /** Requests with this person's token only. */
    MappingBuilder with(MappingBuilder request) {
        return request.withHeader("Authorization", equalTo(authorization()));
    }

    String authorization() {
        return "Bearer " + token;
    }

    String session(String refreshToken) {
        return new JsonObject()
                .put("accessToken", token)
                .put("expiresIn", 600)
                .put("refreshToken", refreshToken)
                .put("refreshExpiresIn", 2_592_000)
                .put("user", user())
                .encode();
    }

    JsonObject user() {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .putNull("email")
                .put("emailVerified", false)
                .put("roles", new JsonArray(roles.stream().sorted().toList()))
                .put("createdAt", "2026-01-31T10:00:00Z")
                .put("version", 0);
    }

    private static JsonObject publicKey() {
        try {
            return new JsonObject(Files.readString(Path.of("../.dev/jwks.json")))
                    .getJsonArray("keys")
                    .getJsonObject(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
