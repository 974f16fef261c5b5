package io.todolist;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The service, or, with the argument {@code migrate}, what makes or updates its database and ends: status 0 when the
 * schema is up to date, whoever brought it there.
 */
@QuarkusMain
class Main {
    public static void main(String... arguments) {
        if (arguments.length == 1 && arguments[0].equals("migrate")) {
            System.setProperty("quarkus.profile", "prod,migrate");
        } else if (arguments.length > 0) {
            System.err.println("Usage: user-service [migrate]");
            System.exit(2);
        }
        Quarkus.run();
    }
}
