package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand todos: none of it keeps the page busy so long that somebody would notice. */
@BrowserTest
@Tag("page-only")
class LongListTest {
    private static final int TODOS = 10_000;
    /** Milliseconds. */
    private static final double NOTICEABLE = 200;

    @Test
    void addingAndScrollingStaysSmooth() throws SQLException {
        try (Browser browser = Browser.signedIn()) {
            seed(browser.call("GET", "/api/session", null).get("id").getAsString());
            Page page = browser.page;
            page.addInitScript("window.longTasks = [];"
                    + "new PerformanceObserver(list => longTasks.push(...list.getEntries().map(each => each.duration)))"
                    + ".observe({ type: 'longtask', buffered: true });");
            TodoPage todos = TodoPage.at(page, "/");
            assertThat(todos.todo("Todo 1")).isVisible();
            page.waitForFunction(
                    "() => { scrollTo(0, document.documentElement.scrollHeight);"
                            + " return document.querySelector('todo-list').rows.length === " + TODOS + "; }",
                    null,
                    new Page.WaitForFunctionOptions().setTimeout(120_000));
            assertThat(todos.todo("Todo " + TODOS))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(10_000));
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)");
            assertThat(todos.todo("Todo 5000")).isVisible();
            page.evaluate("scrollTo(0, 0)");
            assertThat(todos.todo("Todo 1")).isVisible();
            for (String name : List.of("First", "Second", "Third")) {
                todos.type(name);
                assertThat(todos.done(name)).isVisible();
            }
            todos.done("Second").click();
            assertThat(todos.done("Second")).isHidden();
            todos.button("Select").click();
            todos.button("Select all shown").click();
            assertThat(todos.text("10,002 selected")).isVisible();
            List<?> longTasks = (List<?>) page.evaluate("longTasks");
            assertTrue(
                    longTasks.stream().allMatch(duration -> ((Number) duration).doubleValue() < NOTICEABLE),
                    () -> "long tasks in ms: " + longTasks);
        }
    }

    @Test
    void aSearchThatFindsManySaysMoreThanSoMany() throws SQLException {
        try (Browser browser = Browser.signedIn()) {
            seed(browser.call("GET", "/api/session", null).get("id").getAsString());
            TodoPage todos = TodoPage.at(browser.page, "/?q=Todo");
            assertThat(todos.text("50 of more than 100 shown")).isVisible();
            assertThat(todos.text("More than 100 found")).isAttached();
        }
    }

    /** Through the API it would take a minute. */
    private static void seed(String owner) throws SQLException {
        try (Connection database = Todolist.running().todos.connect();
                PreparedStatement insert = database.prepareStatement(
                        """
                        insert into todo (id, owner, name, description, status, position, created_at, updated_at, version)
                        select gen_random_uuid(), ?, 'Todo ' || n, case when n % 5 = 0 then 'Some words' else '' end, 1, n,
                            now(), now(), 0
                        from generate_series(1, ?) n
                        """)) {
            insert.setString(1, owner);
            insert.setInt(2, TODOS);
            insert.executeUpdate();
        }
    }
}
