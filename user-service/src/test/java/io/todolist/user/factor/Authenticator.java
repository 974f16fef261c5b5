package io.todolist.user.factor;

import static io.todolist.user.Person.KEY;
import static io.todolist.user.Person.as;
import static io.todolist.user.Person.json;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.todolist.user.Database;
import io.todolist.user.Person;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Somebody's authenticator app, and what the person does with it. */
public final class Authenticator {
    private static final String PATH = "/me/second-factor";

    private final Person person;
    private byte[] secret;
    private long scanned;
    private List<String> recoveryCodes;

    public Authenticator(Person person) {
        this.person = person;
    }

    /** Of somebody new, who has turned it on. */
    public static Authenticator inUse() {
        Authenticator app = new Authenticator(Person.registered());
        app.turnOn();
        return app;
    }

    public Person person() {
        return person;
    }

    public void turnOn() {
        String token = person.accessToken();
        scan(begin(token).then().statusCode(200).extract().path("secret"));
        recoveryCodes = confirm(token, code()).then().statusCode(200).extract().path("recoveryCodes");
    }

    public List<String> recoveryCodes() {
        return recoveryCodes;
    }

    public void scan(String base32) {
        BigInteger bits = BigInteger.ZERO;
        for (char letter : base32.toCharArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)));
        }
        byte[] bytes = bits.toByteArray();
        secret = new byte[20];
        byte[] significant = bytes.length > 20 ? Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length) : bytes;
        System.arraycopy(significant, 0, secret, 20 - significant.length, significant.length);
        scanned = step();
    }

    public byte[] secret() {
        return secret;
    }

    /** The one that it showed when it had scanned: a test does not depend on when those 30 s end. */
    public String code() {
        return code(0);
    }

    /** @param later the one that it shows so many times 30 s after that; only 1 is good already */
    public String code(int later) {
        return Totp.code(secret, scanned + later);
    }

    private static long step() {
        return System.currentTimeMillis() / 30_000;
    }

    /** None that is good now or soon. */
    public String wrongCode() {
        for (int number = 0; ; number++) {
            String code = "%06d".formatted(number);
            if (IntStream.rangeClosed(-3, 5)
                    .noneMatch(later -> Totp.code(secret, step() + later).equals(code))) {
                return code;
            }
        }
    }

    /** As if the last code had been taken long ago. */
    public void forgetTheLastCode() {
        Database.update(
                "update account set factor_step = 0, factor_done_at = now() - interval '2 minutes' where name = $1",
                person.name());
    }

    public Response begin(String token) {
        return change(token, UUID.randomUUID().toString(), person.password(), null)
                .post(PATH);
    }

    public Response begin(String token, String key, String password) {
        return change(token, key, password, null).post(PATH);
    }

    public Response confirm(String token, String code) {
        return confirm(token, UUID.randomUUID().toString(), person.password(), code);
    }

    public Response confirm(String token, String key, String password, String code) {
        return change(token, key, password, code).put(PATH);
    }

    public Response turnOff(String token, String password, String code) {
        return change(token, UUID.randomUUID().toString(), password, code).delete(PATH);
    }

    public Response state(String token) {
        return as(token).get(PATH);
    }

    /** @param code {@code null}: without one */
    public Response signIn(String password, String code) {
        return signIn(password, code, UUID.randomUUID().toString());
    }

    public Response signIn(String password, String code, String key) {
        Map<String, String> body = new HashMap<>(Map.of("name", person.name(), "password", password));
        if (code != null) {
            body.put("code", code);
        }
        return json(body).header(KEY, key).post("/sessions");
    }

    private static RequestSpecification change(String token, String key, String password, String code) {
        Map<String, String> body = new HashMap<>(Map.of("currentPassword", password));
        if (code != null) {
            body.put("code", code);
        }
        return as(token).contentType(ContentType.JSON).header(KEY, key).body(body);
    }
}
