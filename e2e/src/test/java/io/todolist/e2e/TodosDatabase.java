package io.todolist.e2e;

import java.util.stream.Stream;

/** rule-service's database, as an administrator opens it. */
final class TodosDatabase {
    private TodosDatabase() {}

    /** The rows, one a line. */
    static String query(String sql) {
        return Product.KUBECTL.run(psql(sql));
    }

    /** For statements that take long. Several are one transaction. */
    static Process start(String sql) {
        return Product.KUBECTL.start(psql(sql));
    }

    private static String[] psql(String sql) {
        return Stream.concat(
                        Stream.of("exec", "postgres-0", "--"),
                        Stream.of("psql", "-U", "postgres", "-d", "todos", "-Atc", sql))
                .toArray(String[]::new);
    }
}
