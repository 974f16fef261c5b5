package io.todolist.user.session;

import io.todolist.user.account.User;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** A refresh token, for whom and for how many seconds. */
record Issued(User user, RefreshToken token, long seconds) {

    String session() {
        return token.session();
    }

    /** @return {@code null} where the statement has found nothing */
    static Issued from(RowSet<Row> rows, RefreshToken token) {
        return rows.size() == 0 ? null : new Issued(User.of(rows.iterator().next()), token, seconds(rows));
    }

    static long seconds(RowSet<Row> rows) {
        return rows.iterator().next().getLong("seconds");
    }
}
