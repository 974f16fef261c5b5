package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.CHECKBOX;
import static com.microsoft.playwright.options.AriaRole.TOOLBAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.KeyboardModifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several todos at once, the bin, and the order by hand. */
@BrowserTest
@Tag("page-only")
class ManyAtOnceTest {
    private static final Pattern BULK = Pattern.compile("/api/todos/(status|delete|restore)$");

    private final Browser browser = Browser.signedIn();
    private final TodoPage todos = new TodoPage(browser.page);

    @BeforeEach
    void fiveTodos() {
        browser.add("E", "D", "C", "B", "A");
        TodoPage.at(browser.page, "/");
        assertThat(todos.names()).hasText(new String[] {"A", "B", "C", "D", "E"});
    }

    @AfterEach
    void nothingToComplainAbout() {
        assertEquals(List.of(), browser.complaints());
        browser.close();
    }

    @Test
    void aRangeIsDeletedAndComesBack() {
        select("B", "D");
        withSelected("Delete");
        assertThat(todos.names()).hasText(new String[] {"A", "E"});
        todos.button("Undo").click();
        assertThat(todos.names()).hasText(new String[] {"A", "B", "C", "D", "E"});
        browser.page.reload();
        assertThat(todos.names()).hasText(new String[] {"A", "B", "C", "D", "E"});
    }

    @Test
    void aRangeIsDoneAndPaused() {
        select("A", "B");
        withSelected("Done");
        assertThat(todos.names()).hasText(new String[] {"C", "D", "E"});
        select("D", "E");
        withSelected("Pause");
        TodoPage.at(browser.page, "/all?status=PAUSED");
        assertThat(todos.names()).hasText(new String[] {"D", "E"});
        TodoPage.at(browser.page, "/done?sort=name");
        assertThat(todos.names()).hasText(new String[] {"A", "B"});
    }

    @Test
    void allThatIsShownIsSelected() {
        todos.button("Select").click();
        todos.button("Select all shown").click();
        assertThat(todos.text("5 selected")).isVisible();
        withSelected("Delete");
        assertThat(todos.text("All clear")).isVisible();
    }

    @Test
    void theBinGivesBackOneAndSeveral() {
        select("A", "D");
        withSelected("Delete");
        assertThat(todos.names()).hasText(new String[] {"E"});
        todos.view("Bin");
        assertThat(todos.names()).hasCount(4);
        todos.button("Restore: C").click();
        assertThat(todos.names()).hasCount(3);
        todos.button("Select").click();
        todos.button("Select all shown").click();
        withSelected("Restore");
        assertThat(todos.text("The bin is empty")).isVisible();
        TodoPage.at(browser.page, "/");
        assertThat(todos.names()).hasText(new String[] {"A", "B", "C", "D", "E"});
    }

    @Test
    void theBinKeepsATodoFor30Days() throws SQLException {
        select("B", "C");
        withSelected("Delete");
        assertThat(todos.names()).hasText(new String[] {"A", "D", "E"});
        todos.view("Bin");
        assertThat(todos.names()).hasCount(2);
        deletedDaysAgo("B", 29);
        deletedDaysAgo("C", 31);
        browser.page.reload();
        assertThat(todos.names()).hasText(new String[] {"B"});
    }

    private void deletedDaysAgo(String name, int days) throws SQLException {
        String owner = browser.call("GET", "/api/session", null).get("id").getAsString();
        try (Connection database = Todolist.running().todos.connect();
                PreparedStatement update = database.prepareStatement(
                        "update todo set deleted_at = now() - make_interval(days => ?) where owner = ? and name = ?")) {
            update.setInt(1, days);
            update.setString(2, owner);
            update.setString(3, name);
            assertEquals(1, update.executeUpdate());
        }
    }

    @Test
    void aTodoIsDraggedToItsPlace() {
        Locator handle = todos.button("Move: D");
        handle.hover();
        browser.page.mouse().down();
        todos.todo("B").hover(new Locator.HoverOptions().setForce(true));
        browser.page.mouse().up();
        assertThat(todos.names()).hasText(new String[] {"A", "D", "B", "C", "E"});
        browser.page.reload();
        assertThat(todos.names()).hasText(new String[] {"A", "D", "B", "C", "E"});
    }

    @Test
    void oneClickUndoesADeletion() {
        todos.button("Delete: C").click();
        assertThat(todos.names()).hasText(new String[] {"A", "B", "D", "E"});
        todos.button("Undo").click();
        assertThat(todos.names()).hasText(new String[] {"A", "B", "C", "D", "E"});
    }

    @Test
    void undoIsOfferedForTenSeconds() {
        browser.page.clock().install();
        browser.page.clock().pauseAt(System.currentTimeMillis() + 60_000);
        browser.page.reload();
        todos.button("Delete: C").click();
        assertThat(todos.button("Undo")).isVisible();
        browser.page.clock().runFor(9_999);
        assertThat(todos.button("Undo")).isVisible();
        browser.page.clock().runFor(1);
        assertThat(todos.button("Undo")).isHidden();
    }

    private void select(String first, String last) {
        todos.button("Select").click();
        todos.role(CHECKBOX, "Select: " + first).click();
        todos.role(CHECKBOX, "Select: " + last)
                .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
    }

    /** Until the server has it: what is shown at once is not kept yet in the millisecond of the click, in which only a test leaves the page. */
    private void withSelected(String action) {
        browser.page.waitForResponse(BULK, () -> browser.page
                .getByRole(TOOLBAR)
                .getByText(action, new Locator.GetByTextOptions().setExact(true))
                .click());
    }
}
