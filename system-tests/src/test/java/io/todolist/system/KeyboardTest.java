package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole journey without a pointer, and what is said meanwhile. */
@BrowserTest
@Tag("page-only")
class KeyboardTest {

    @Test
    void fromRegistrationToSignOut() {
        try (Browser browser = new Browser("en-US", 1280)) {
            Page page = browser.page;
            Keyboard keys = page.keyboard();
            TodoPage todos = TodoPage.at(page, "/user/register");
            assertThat(todos.role(HEADING, "Create account")).isVisible();
            tabTo(page, page.getByLabel("User name"));
            keys.type("keys-" + UUID.randomUUID().toString().substring(0, 13));
            keys.press("Tab");
            keys.type(Visitor.PASSWORD);
            keys.press("Enter");
            assertThat(todos.text("All clear")).isVisible();
            assertThat(todos.newTodo()).isFocused();

            for (String name : List.of("C", "B", "A tomorrow")) {
                keys.type(name);
                keys.press("Enter");
            }
            assertThat(todos.names()).hasText(new String[] {"A", "B", "C"});
            assertThat(page.locator("time")).hasText("Due tomorrow");

            tabTo(page, todos.todo("A"));
            keys.press("ArrowDown");
            assertThat(todos.todo("B")).isFocused();
            keys.press("Alt+ArrowDown");
            assertThat(todos.names()).hasText(new String[] {"A", "C", "B"});
            assertThat(todos.todo("B")).isFocused();
            assertThat(said(page)).hasText("B: place 3 of 3");

            keys.press("e");
            assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                    .isFocused();
            keys.press("End");
            keys.type(" changed");
            keys.press("Enter");
            assertThat(todos.todo("B changed")).isFocused();
            assertThat(said(page)).hasText("Saved: B changed");

            keys.press("d");
            assertThat(todos.names()).hasText(new String[] {"A", "C"});
            assertThat(todos.todo("C")).isFocused();
            keys.press("Delete");
            assertThat(todos.names()).hasText(new String[] {"A"});
            keys.press("Control+z");
            assertThat(todos.names()).hasText(new String[] {"A", "C"});

            keys.press("4");
            assertThat(page).hasURL(Pattern.compile("/done$"));
            assertThat(todos.names()).hasText(new String[] {"B changed"});
            keys.press("/");
            assertThat(todos.search()).isFocused();
            keys.press("Tab");
            keys.press("Tab");
            keys.press("?");
            assertThat(page.getByRole(DIALOG)).isVisible();
            keys.press("Escape");
            assertThat(page.getByRole(DIALOG)).isHidden();
            keys.press("n");
            assertThat(todos.newTodo()).isFocused();

            tabTo(page, todos.button("Sign out"));
            keys.press("Enter");
            assertThat(todos.role(HEADING, "Sign in")).isVisible();
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void severalAreSelectedAndMovedByKeys() {
        try (Browser browser = Browser.signedIn()) {
            browser.add("E", "D", "C", "B", "A");
            Page page = browser.page;
            TodoPage todos = TodoPage.at(page, "/");
            tabTo(page, todos.button("Move: A"));
            page.keyboard().press("ArrowDown");
            assertThat(todos.names()).hasText(new String[] {"B", "A", "C", "D", "E"});
            assertThat(todos.button("Move: A")).isFocused();
            page.keyboard().press("ArrowDown");
            assertThat(todos.names()).hasText(new String[] {"B", "C", "A", "D", "E"});
            assertThat(todos.button("Move: A")).isFocused();
            page.keyboard().press("ArrowUp");
            assertThat(todos.names()).hasText(new String[] {"B", "A", "C", "D", "E"});
            assertThat(said(page)).hasText("A: place 2 of 5");
            awaitSent(browser);
            page.reload();
            assertThat(todos.names()).hasText(new String[] {"B", "A", "C", "D", "E"});

            tabTo(page, todos.todo("B"));
            page.keyboard().press("x");
            assertThat(said(page)).hasText("1 selected");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Shift+X");
            assertThat(said(page)).hasText("3 selected");
            tabTo(page, todos.button("Pause"));
            page.keyboard().press("Enter");
            awaitSent(browser);
            TodoPage.at(page, "/all?status=PAUSED");
            assertThat(todos.names()).hasText(new String[] {"B", "A", "C"});
            assertEquals(List.of(), browser.complaints());
        }
    }

    /** A reload loses no change, but what it shows first may be older. */
    private static void awaitSent(Browser browser) {
        browser.page.waitForFunction(
                """
                () => new Promise(resolve => {
                  indexedDB.open('todolist').onsuccess = ({ target }) => {
                    target.result.transaction('outbox').objectStore('outbox').count().onsuccess = (event) => {
                      target.result.close();
                      resolve(event.target.result === 0);
                    };
                  };
                })""");
    }

    @Test
    void singleKeysCanBeSwitchedOff() {
        try (Browser browser = Browser.signedIn()) {
            browser.add("one");
            TodoPage todos = TodoPage.at(browser.page, "/");
            todos.button("Keyboard shortcuts").click();
            browser.page.getByLabel("Single-key shortcuts").uncheck();
            browser.page.keyboard().press("Escape");
            todos.button("Keyboard shortcuts").press("4");
            todos.button("Keyboard shortcuts").press("?");
            assertThat(browser.page.getByRole(DIALOG)).isHidden();
            todos.todo("one").press("d");
            todos.todo("one").press("x");
            todos.todo("one").press("e");
            assertThat(todos.done("one")).not().isChecked();
            assertThat(todos.todo("one")).isVisible();
            assertThat(browser.page).hasURL(Pattern.compile("/$"));
        }
    }

    private static Locator said(Page page) {
        return page.locator("todo-app > p[role=status]");
    }

    private static void tabTo(Page page, Locator target) {
        for (int tries = 0; tries < 60; tries++) {
            if (Boolean.TRUE.equals(target.evaluate("each => each === document.activeElement"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        assertThat(target).isFocused();
    }
}
