package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.COMBOBOX;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page makes of text: of its own, in two languages, and of a person's. */
@BrowserTest
@Tag("page-only")
class TextTest {

    @Test
    void theLanguageIsTheBrowsersUntilAnotherIsChosen() {
        try (Browser browser = Browser.signedIn()) {
            Page page = browser.page;
            page.clock().setFixedTime("2026-01-14T10:00:00");
            browser.call("POST", "/api/todos", Map.of("name", "Trip", "due", "2026-03-05"));
            TodoPage todos = TodoPage.at(page, "/");
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.locator(".todos time")).hasText("Due Thu, Mar 5");
            todos.button("Select").click();
            assertThat(todos.text("0 selected")).isVisible();

            todos.button("中文").click();
            assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
            assertThat(todos.role(HEADING, "我的待办")).isVisible();
            assertThat(page).hasTitle("我的待办 · 待办清单");
            assertThat(page.locator(".todos time")).hasText("3月5日周四到期");
            assertThat(todos.text("已选 0 项")).isVisible();
            assertThat(todos.role(COMBOBOX, "状态：Trip")).hasValue("IN_PROGRESS");

            page.reload();
            assertThat(todos.role(HEADING, "我的待办")).isVisible();
            // The server's words, too.
            page.navigate("/account");
            page.locator("#password-form-currentPassword").fill(Visitor.PASSWORD);
            page.locator("#password-form-newPassword").fill("short");
            page.locator("password-form button").click();
            assertThat(page.locator("password-form .error")).hasText(java.util.regex.Pattern.compile("[一-龥]{2}"));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void addressesInADescriptionAreLinksAndNothingElseIs() {
        try (Browser browser = Browser.signedIn()) {
            String description = "See https://example.org/a?b=1&c=(d). Not javascript:alert(1), nor data:text/html,x"
                    + " nor <a href=\"https://example.net\">this</a>.\n说明见https://example.com/说明。";
            browser.call("POST", "/api/todos", Map.of("name", "Read", "description", description));
            TodoPage todos = TodoPage.at(browser.page, "/");
            assertThat(todos.todo("Read")).isVisible();
            Locator links = browser.page.locator(".description a");
            assertEquals(
                    List.of("https://example.org/a?b=1&c=(d)", "https://example.net", "https://example.com/说明"),
                    links.evaluateAll("links => links.map(each => each.getAttribute('href'))"));
            assertEquals(description, browser.page.locator(".description").textContent());
            for (Locator link : links.all()) {
                assertThat(link).hasAttribute("target", "_blank");
                assertThat(link).hasAttribute("rel", "noopener noreferrer");
            }
            browser.context().route("https://example.org/**", route -> route.fulfill());
            Page opened = browser.page.waitForPopup(() -> links.first().click());
            opened.waitForURL("https://example.org/a?b=1&c=(d)"::equals);
            assertEquals(true, opened.evaluate("window.opener === null"));
            // A click on a link is not a click on the todo.
            assertThat(todos.todo("Read")).isVisible();
            assertEquals(List.of(), browser.complaints());
        }
    }
}
