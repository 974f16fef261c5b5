package io.todolist.rule;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What nobody can reach any more goes by itself, though its owner does nothing. */
@QuarkusTest
class LeftoversTest {
    private final Person ann = new Person();

    @Test
    void theBinIsEmptiedAfterThirtyDays() {
        String gone = ann.added("gone");
        String kept = ann.added("kept");
        String open = ann.added("open");
        age(gone, 31);
        age(kept, 29);
        Database.await("select 1 where not exists (select from todo where id = $1)", UUID.fromString(gone));
        ann.request().post("/todos/{id}/restore", gone).then().statusCode(404);
        ann.request().post("/todos/{id}/restore", kept).then().statusCode(200);
        ann.get(open).statusCode(200);
        ann.request().get("/todos/counts").then().body("total", equalTo(2)).body("deleted", equalTo(0));
    }

    private void age(String id, int days) {
        Database.run(
                "update todo set deleted_at = now() - $2 * interval '1 day' where id = $1", UUID.fromString(id), days);
    }
}
