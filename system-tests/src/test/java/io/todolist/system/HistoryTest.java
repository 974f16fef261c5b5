package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What has happened to a todo, in its edit form and in the bin: what changed, when, by which device. */
@BrowserTest
@Tag("page-only")
class HistoryTest {
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final Browser browser = new Browser("en-US", 1280, ColorScheme.LIGHT, FIREFOX);
    private final String name = browser.register();
    private final Page page = browser.page;
    private final String id =
            browser.call("POST", "/api/todos", Map.of("name", "Milk")).get("id").getAsString();

    @AfterEach
    void nothingToComplainAbout() {
        assertEquals(List.of(), browser.complaints());
        browser.close();
    }

    @Test
    void itTellsWhatHasChangedAndByWhichDevice() {
        Visitor elsewhere = new Visitor(name, Todolist.running().gateway);
        elsewhere.signIn(Visitor.PASSWORD).statusCode(200);
        elsewhere
                .request()
                .header("User-Agent", "curl/8.14.1")
                .body(Map.of("name", "Oat milk", "status", "PAUSED"))
                .patch("/api/todos/{id}", id)
                .then()
                .statusCode(200);
        TodoPage todos = open("Oat milk");
        assertThat(entries()).hasCount(2);
        assertThat(entries().nth(0)).containsText("Name changed from “Milk” to “Oat milk”");
        assertThat(entries().nth(0)).containsText("Status changed from “In progress” to “Paused”");
        assertThat(entries().nth(0)).containsText("curl");
        assertThat(entries().nth(0).locator("time")).containsText("today, ");
        assertThat(entries().nth(1)).containsText("Created");
        assertThat(entries().nth(1)).containsText("Firefox on Windows");

        // What was changed meanwhile is there when it is opened again.
        browser.call("POST", "/api/todos/delete", Map.of("ids", List.of(id)));
        browser.call("POST", "/api/todos/" + id + "/restore", Map.of());
        page.locator("todo-history summary").click();
        assertThat(entries().first()).isHidden();
        page.locator("todo-history summary").click();
        assertThat(entries()).hasCount(4);
        todos.button("中文").click();
        assertThat(page.locator("todo-history summary")).hasText("历史");
        assertThat(entries().nth(0)).containsText("从回收站恢复");
        assertThat(entries().nth(1)).containsText("移入回收站");
        assertThat(entries().nth(2)).containsText("名称由“Milk”改为“Oat milk”");
    }

    @Test
    void aLongOneIsReadByKeyboard() {
        for (int i = 1; i <= 60; i++) {
            browser.call("PATCH", "/api/todos/" + id, Map.of("name", "Milk " + i));
        }
        TodoPage.at(page, "/").todo("Milk 60").click();
        Keyboard keys = page.keyboard();
        page.locator("todo-edit .actions button").last().focus();
        keys.press("Tab");
        assertThat(page.locator("todo-history summary")).isFocused();
        keys.press("Enter");
        assertThat(entries()).hasCount(50);
        page.getByText("Show earlier changes").focus();
        keys.press("Enter");
        assertThat(entries()).hasCount(61);
        assertThat(page.locator("todo-history ol")).isFocused();
        keys.press("Escape");
        assertThat(page.locator("todo-edit")).isHidden();
    }

    /** Where several are open, each is known by its todo's name, and the focus goes from row to row. */
    @Test
    void inTheBinItIsReadByKeyboard() {
        String bread = browser.call("POST", "/api/todos", Map.of("name", "Bread"))
                .get("id")
                .getAsString();
        browser.call("PATCH", "/api/todos/" + id, Map.of("status", "PAUSED"));
        browser.call("POST", "/api/todos/delete", Map.of("ids", List.of(id)));
        browser.call("POST", "/api/todos/delete", Map.of("ids", List.of(bread)));
        TodoPage todos = TodoPage.at(page, "/bin");
        assertThat(todos.names()).hasText(new String[] {"Bread", "Milk"});
        Keyboard keys = page.keyboard();
        for (int row = 0; row < 2; row++) {
            page.locator("todo-history summary").nth(row).focus();
            keys.press("Enter");
        }
        Locator milk = page.getByLabel("History: Milk").and(page.locator("ol")).locator("li");
        assertThat(milk).hasCount(3);
        assertThat(milk.nth(0)).containsText("Put in the bin");
        assertThat(milk.nth(1)).containsText("Status changed from “In progress” to “Paused”");
        assertThat(page.getByLabel("History: Bread").and(page.locator("ol")).locator("li"))
                .hasCount(2);
        keys.press("ArrowUp");
        assertThat(todos.names().first()).isFocused();
        todos.button("Restore: Milk").press("Enter");
        assertThat(todos.button("Restore: Bread")).isFocused();
    }

    @Test
    void whatCannotBeReadNowCanBeTriedAgain() {
        page.route("**/history?**", Route::abort);
        TodoPage todos = open("Milk");
        assertThat(page.locator("todo-history [role=alert]")).isVisible();
        page.unroute("**/history?**");
        todos.button("Try again").click();
        assertThat(entries()).hasCount(1);
        assertThat(page.locator("todo-history [role=alert]")).isHidden();
    }

    @Test
    void aTodoFromBeforeThereWasAHistorySaysSo() throws Exception {
        Todolist.running().todos.execute("delete from event where aggregateid = '" + id + "'");
        open("Milk");
        assertThat(page.getByText("Nothing has changed in the last 30 days.")).isVisible();
    }

    private TodoPage open(String todo) {
        TodoPage todos = TodoPage.at(page, "/");
        todos.todo(todo).click();
        page.locator("todo-history summary").click();
        return todos;
    }

    private Locator entries() {
        return page.locator("todo-history li");
    }
}
