package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service never migrates when it starts; "migrate" does, and the service says what it waits for. */
@Tag("long")
class MigrationTest {
    private static final Duration START = Duration.ofSeconds(60);

    record Case(String service, String migrations) {
        @Override
        public String toString() {
            return service;
        }
    }

    static Stream<Case> services() {
        return Stream.of("rule-service", "user-service")
                .map(name -> new Case(name, "../" + name + "/src/main/resources/db/migration"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void anOlderSchemaIsSaidAndWaitedFor(Case it) throws Exception {
        try (Database database = new Database("empty");
                Service service = new Service(it.service, Todolist.with(database.settings())).start()) {
            await().atMost(START).until(() -> status(service) == 503);
            assertThat(reason(service), containsString("schema none, this version needs " + newest(it)));
            service.migrate();
            await().atMost(START).until(() -> status(service) == 200);
        }
    }

    /** After the restore of a backup, which ends with a migration. */
    @Test
    void eventsOfAnotherServerAreReadInTheirOrder() throws Exception {
        try (Database database = new Database("restored");
                Service service = new Service("user-service", Todolist.with(database.settings())).migrate()) {
            for (String subject : List.of("first", "second")) {
                execute(
                        database,
                        "insert into event (transaction, id, aggregatetype, aggregateid, type, payload)"
                                + " values ('1000000000000', gen_random_uuid(), 'account', '" + subject
                                + "', 'test', '{}')");
            }
            service.migrate().start().awaitReady();
            given().baseUri(service.url())
                    .header("X-Todolist-Service-Key", Todolist.SERVICES_KEY)
                    .get("/events?consumer=rule-service")
                    .then()
                    .statusCode(200)
                    .body("subject", equalTo(List.of("first", "second")));
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void aNewerSchemaIsFine(Case it) throws Exception {
        try (Database database = new Database("newer");
                Service service = new Service(it.service, Todolist.with(database.settings())).migrate()) {
            execute(
                    database,
                    "insert into flyway_schema_history (installed_rank, version, description, type, script,"
                            + " installed_by, execution_time, success)"
                            + " values (99, '99', 'of a later version', 'SQL', 'V99__later.sql', 'later', 1, true)");
            service.start().awaitReady();
            assertEquals(200, status(service));
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void twoMigrationsAtOnceBothSucceed(Case it) throws Exception {
        try (Database database = new Database("contested")) {
            Map<String, String> settings = Todolist.with(database.settings());
            List<Process> migrations = Stream.generate(() -> new Service(it.service, settings).startMigration())
                    .limit(2)
                    .toList();
            for (Process migration : migrations) {
                assertEquals(0, migration.onExit().get().exitValue());
            }
            try (Connection connection = database.connect();
                    var rows = connection
                            .createStatement()
                            .executeQuery("select count(*) from flyway_schema_history where version is not null")) {
                rows.next();
                assertEquals(newest(it), rows.getInt(1));
            }
        }
    }

    private static int status(Service service) {
        return service.readiness().map(HttpResponse::statusCode).orElse(0);
    }

    private static String reason(Service service) {
        Optional<HttpResponse<String>> answer = service.readiness();
        return answer.map(HttpResponse::body).orElse("no answer");
    }

    /** Versions are counted from 1, one file each. */
    private static int newest(Case it) throws Exception {
        try (Stream<Path> files = Files.list(Path.of(it.migrations))) {
            return (int) files.count();
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
