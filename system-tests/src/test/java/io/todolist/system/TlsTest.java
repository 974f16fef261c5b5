package io.todolist.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A managed PostgreSQL asks for TLS: the service and its migration speak it and check who answers. */
@Tag("long")
class TlsTest {
    @ParameterizedTest
    @ValueSource(strings = {"rule-service", "user-service"})
    void allConnectionsAreEncryptedAndTheServerIsKnown(String name) throws Exception {
        try (Database database = Database.withTls(name)) {
            Map<String, String> settings = new HashMap<>(Todolist.with(database.settings()));
            settings.putAll(database.trust());
            try (Service service = new Service(name, settings).migrate().start().awaitReady()) {
                assertEquals(200, service.readiness().orElseThrow().statusCode());
                try (Connection connection = database.connect();
                        var rows = connection
                                .createStatement()
                                .executeQuery("select count(*), bool_and(ssl) from pg_stat_ssl join pg_stat_activity"
                                        + " using (pid) where client_port > 0 and pid <> pg_backend_pid()")) {
                    rows.next();
                    assertTrue(rows.getInt(1) > 0, "no connection");
                    assertTrue(rows.getBoolean(2), "a connection without TLS");
                }
            }
        }
    }
}
