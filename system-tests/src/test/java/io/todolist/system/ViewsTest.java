package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.COMBOBOX;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown stands in the address: reload, back and a shared link show the same. */
@BrowserTest
@Tag("page-only")
class ViewsTest {
    private final Browser browser = Browser.signedIn();

    @BeforeEach
    void someTodos() {
        LocalDate today = LocalDate.now();
        todo("Late", "IN_PROGRESS", today.minusDays(2));
        todo("Rest", "PAUSED", null);
        todo("Given up", "CLOSED", today.minusDays(9));
        todo("Now", "IN_PROGRESS", today);
        todo("Soon", "IN_PROGRESS", today.plusDays(1));
        todo("Ready", "DONE", today);
    }

    @AfterEach
    void nothingToComplainAbout() {
        assertEquals(List.of(), browser.complaints());
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, 'Soon,Now,Rest,Late'",
        "/today, Now",
        "/overdue, Late",
        "/done, Ready",
        "/all, 'Ready,Soon,Now,Given up,Rest,Late'",
        "/all?status=CLOSED, Given up",
        "/?q=oo, Soon",
        "/all?sort=name, 'Given up,Late,Now,Ready,Rest,Soon'",
        "/?sort=-name, 'Soon,Rest,Now,Late'",
        "/?sort=due, 'Late,Now,Soon,Rest'",
        "/?sort=created, 'Late,Rest,Now,Soon'"
    })
    void anAddressIsAView(String address, String names) {
        String[] expected = names.split(",");
        TodoPage todos = TodoPage.at(browser.page, address);
        assertThat(todos.names()).hasText(expected);
        browser.page.reload();
        assertThat(todos.names()).hasText(expected);
        assertThat(TodoPage.at(browser.tab(), address).names()).hasText(expected);
    }

    @Test
    void theLinksLeadThereAndBackLeadsBack() {
        TodoPage todos = TodoPage.at(browser.page, "/");
        assertThat(todos.names()).hasCount(4);
        todos.view("Done");
        assertThat(todos.names()).hasText(new String[] {"Ready"});
        assertThat(browser.page).hasURL(Pattern.compile("/done$"));
        todos.view("Overdue");
        assertThat(todos.names()).hasText(new String[] {"Late"});
        browser.page.goBack();
        assertThat(todos.names()).hasText(new String[] {"Ready"});
        browser.page.goBack();
        assertThat(todos.names()).hasCount(4);
    }

    @Test
    void searchesWhileTypingAndKeepsItInTheAddress() {
        TodoPage todos = TodoPage.at(browser.page, "/all");
        assertThat(todos.names()).hasCount(6);
        todos.search().pressSequentially("RE");
        assertThat(todos.names()).hasText(new String[] {"Ready", "Rest"});
        assertThat(browser.page).hasURL(Pattern.compile("/all\\?q=RE$"));
        todos.search().fill("nothing like it");
        assertThat(todos.text("Nothing found")).isVisible();
        todos.search().press("Escape");
        assertThat(todos.names()).hasCount(6);
        assertThat(browser.page).hasURL(Pattern.compile("/all$"));
    }

    @Test
    void sortsInBothDirections() {
        TodoPage todos = TodoPage.at(browser.page, "/");
        todos.role(COMBOBOX, "Sort by").selectOption("name");
        assertThat(todos.names()).hasText(new String[] {"Late", "Now", "Rest", "Soon"});
        todos.button("Ascending").click();
        assertThat(todos.names()).hasText(new String[] {"Soon", "Rest", "Now", "Late"});
        assertThat(browser.page).hasURL(Pattern.compile("\\?sort=-name$"));
    }

    @Test
    void aTodoTakesEachOfTheFourStatesAndTheCountsFollow() {
        TodoPage todos = TodoPage.at(browser.page, "/all");
        for (String status : List.of("PAUSED", "DONE", "CLOSED", "IN_PROGRESS")) {
            todos.role(COMBOBOX, "Status: Now").selectOption(status);
            assertThat(todos.role(COMBOBOX, "Status: Now")).hasValue(status);
        }
        todos.role(COMBOBOX, "Status: Now").selectOption("CLOSED");
        assertThat(counts()).hasText(new String[] {"In progress 2", "Paused 1", "Done 1", "Closed 2"});
        browser.page.reload();
        assertThat(todos.role(COMBOBOX, "Status: Now")).hasValue("CLOSED");
        assertThat(counts()).hasText(new String[] {"In progress 2", "Paused 1", "Done 1", "Closed 2"});
    }

    private Locator counts() {
        return browser.page.locator("status-counts li");
    }

    private void todo(String name, String status, LocalDate due) {
        browser.call(
                "POST",
                "/api/todos",
                due == null
                        ? Map.of("name", name, "status", status)
                        : Map.of("name", name, "status", status, "due", due.toString()));
    }
}
