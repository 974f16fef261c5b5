package io.todolist.system;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings with which no request could be answered end the start, and the log names the setting, never a key. */
@Tag("long")
class RefusedStartTest {
    /** Nobody is asked before the start is refused. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:1/none",
            "QUARKUS_DATASOURCE_USERNAME", "none",
            "QUARKUS_DATASOURCE_PASSWORD", "none");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    rule-service    | TODOLIST_JWKS            | ../.dev/jwks.json
                    rule-service    | TODOLIST_JWKS            | NONE
                    rule-service    | TODOLIST_CALLER_KEYS     | secret
                    rule-service    | TODOLIST_EVENTS_PATH     | /events
                    user-service    | TODOLIST_EVENTS_PATH     | invoke
                    rule-service    | TODOLIST_JWKS            | {"keys":[]}
                    rule-service    | TODOLIST_JWKS            | {"keys":[{"kty":"oct","k":"secret"}]}
                    gateway-service | TODOLIST_JWKS            | ../.dev/jwks.json
                    gateway-service | TODOLIST_JWKS            | NONE
                    gateway-service | TODOLIST_JWKS            | {"keys":[{"kty":"oct","k":"secret"}]}
                    gateway-service | TODOLIST_DOWNSTREAM_HOLD | 1S
                    gateway-service | TODOLIST_DOWNSTREAM_HOLD | 0S
                    gateway-service | TODOLIST_RECORDING_SHARE | 1
                    gateway-service | TODOLIST_RECORDING_SHARE | 1.5
                    user-service    | TODOLIST_JWKS            | ../.dev/jwks.json
                    user-service    | TODOLIST_JWKS            | NONE
                    user-service    | TODOLIST_SIGNING_KEY     | secret text
                    user-service    | TODOLIST_SIGNING_KEY     | ../.dev/signing-key.pem
                    user-service    | TODOLIST_TOKENS_ACCESS_TOKEN_LIFE | 2H
                    """)
    void namesTheSetting(String service, String setting, String value) throws Exception {
        Map<String, String> settings = new HashMap<>(Todolist.with(ELSEWHERE));
        settings.put(setting, value);
        assertThat(
                new Service(service, settings).refusal(),
                allOf(containsString(setting), not(containsString("secret"))));
    }
}
