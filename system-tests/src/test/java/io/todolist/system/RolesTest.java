package io.todolist.system;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who takes a service over can read and write its rows, and no more: it has a role without rights on the schema. */
@Tag("long")
class RolesTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** Of which the service's own statements need none. */
    private static List<String> forbidden(String table, String trigger) {
        return List.of(
                "create table mine (id int)",
                "create temporary table mine (id int)",
                "create schema mine",
                "create function mine() returns int language sql as 'select 1'",
                "create trigger mine after insert on %s execute function suppress_redundant_updates_trigger()"
                        .formatted(table),
                "create index mine on %s (id)".formatted(table),
                "alter table %s add column mine int".formatted(table),
                "alter table %s disable trigger %s".formatted(table, trigger),
                "alter table %s disable trigger all".formatted(table),
                "set session_replication_role = replica",
                "drop table %s cascade".formatted(table),
                "drop trigger %s on %s".formatted(trigger, table),
                "truncate %s cascade".formatted(table),
                "alter database postgres set statement_timeout = 1",
                "set role " + Database.OWNER,
                "update flyway_schema_history set success = false",
                "delete from flyway_schema_history",
                "insert into flyway_schema_history select * from flyway_schema_history");
    }

    @ParameterizedTest
    @CsvSource({"rule-service, todo, inserted", "user-service, refresh_family, ended"})
    void aServicesRoleReadsAndWritesRowsOnly(String name, String table, String trigger) throws Exception {
        try (Database database = new Database("roles");
                Service service = new Service(name, Todolist.with(database.settings())).migrate()) {
            List<String> notRefused = new ArrayList<>();
            try (Connection connection = database.connectAs(Database.SERVICE);
                    Statement statement = connection.createStatement()) {
                for (String sql : forbidden(table, trigger)) {
                    String state = stateOf(statement, sql);
                    if (!state.equals(INSUFFICIENT_PRIVILEGE)) {
                        notRefused.add(sql + ": " + state);
                    }
                }
            }
            assertEquals(List.of(), notRefused);
            assertEquals(List.of(), ownedByService(database));
            service.start().awaitReady();
        }
    }

    /** Such as that of another service, whose database is on the same server. */
    @Test
    void anotherRoleCannotOpenTheDatabase() throws Exception {
        try (Database database = new Database("theirs")) {
            database.execute("create role another login");
            SQLException refused = assertThrows(
                    SQLException.class, () -> database.connectAs("another").close());
            assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState());
        }
    }

    /** Of an installation from before: nothing but the file that a person runs, while its service goes on. */
    @Test
    void aDatabaseOfOneRoleGetsTwoWhileItsServiceWorks() throws Exception {
        try (Database database = Database.ofOneRole("before");
                Service before = new Service("rule-service", Todolist.with(database.settingsOfOneRole()))
                        .migrate()
                        .start()
                        .awaitReady();
                Service gateway = Todolist.running().gatewayTo(before).start().awaitReady()) {
            Visitor ann = Visitor.registered().at(gateway);
            ann.signIn(Visitor.PASSWORD).statusCode(200);
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> {
                int written = 0;
                while (!stop.get() || written == 0) {
                    ann.added("one more");
                    written++;
                }
                return written;
            });
            database.takeRightsFromService();
            database.takeRightsFromService();
            ann.added("with less rights");
            stop.set(true);
            int written = writer.join();
            ann.get("/api/home").statusCode(200).body("todos.total", equalTo(written + 1));

            assertEquals(List.of(), ownedByService(database));
            // The Job of the next release.
            new Service("rule-service", Todolist.with(database.settings())).migrate();
            ann.added("after the next migration");
        }
    }

    private static String stateOf(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static List<String> ownedByService(Database database) throws SQLException {
        String sql =
                """
                select pg_describe_object(classid, objid, objsubid) from pg_shdepend
                where refclassid = 'pg_authid'::regclass and refobjid = '%s'::regrole and deptype = 'o'
                """;
        List<String> owned = new ArrayList<>();
        try (Connection connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql.formatted(Database.SERVICE))) {
            while (rows.next()) {
                owned.add(rows.getString(1));
            }
        }
        return owned;
    }
}
