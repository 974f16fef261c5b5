package io.todolist.system;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;

/** In the place of psql, which a machine need not have: runs what it reads in a database of the tests, and prints rows. */
final class Psql {
    private Psql() {}

    /** The port first; psql's options are about how things look. */
    public static void main(String[] arguments) throws Exception {
        String sql = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        String url = "jdbc:postgresql://localhost:" + arguments[0] + "/postgres?user=postgres";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() != -1) {
                if (rows) {
                    print(statement.getResultSet());
                }
                rows = statement.getMoreResults();
            }
        }
    }

    private static void print(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                line.append(column == 1 ? "" : " | ").append(rows.getString(column));
            }
            System.out.println(line);
        }
    }
}
