package io.todolist.kit.postgres;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/**
 * The service, or, with the argument {@code migrate}, what makes or updates its database and ends: status 0 when the
 * schema is up to date, whoever brought it there. Public, because the entry point of the AOT-cached jar looks it up.
 */
@QuarkusMain
public class Main {
    /** Setting that is true while the database is made or updated, and nobody is served. */
    public static final String MIGRATES = "todolist.migrates";

    private static final Map<String, String> MIGRATION = Map.of(
            MIGRATES,
            "true",
            "quarkus.flyway.migrate-at-start",
            "true",
            // One address for both drivers, unless the JDBC driver's has more to say.
            "quarkus.datasource.jdbc.url",
            "${QUARKUS_DATASOURCE_JDBC_URL:jdbc:${quarkus.datasource.reactive.url}}",
            "quarkus.http.host-enabled",
            "false");

    /** Flyway has done all when this is run. (quarkus.init-and-exit would take five seconds longer.) */
    public static class Migrated implements QuarkusApplication {
        @Override
        public int run(String... arguments) {
            return 0;
        }
    }

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
        } else if (arguments.length == 1 && arguments[0].equals("migrate")) {
            MIGRATION.forEach(System::setProperty);
            Quarkus.run(Migrated.class);
        } else {
            System.err.println("The only argument is: migrate");
            System.exit(2);
        }
    }
}
