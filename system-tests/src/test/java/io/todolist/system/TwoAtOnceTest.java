package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two tabs of one browser, two devices of one person. */
@BrowserTest
@Tag("page-only")
class TwoAtOnceTest {
    private static final LocatorAssertions.IsVisibleOptions WITHIN_TWO_SECONDS =
            new LocatorAssertions.IsVisibleOptions().setTimeout(2000);

    private static final String ONE_TODO = "**/api/todos/*";

    @Test
    void aChangeInOneTabIsInTheOther() {
        try (Browser browser = Browser.signedIn()) {
            TodoPage one = TodoPage.at(browser.page, "/");
            TodoPage two = TodoPage.at(browser.tab(), "/");
            assertThat(two.text("All clear")).isVisible();
            one.type("Seen in both");
            assertThat(two.done("Seen in both")).isVisible(WITHIN_TWO_SECONDS);
            two.done("Seen in both").click();
            assertThat(one.text("All clear")).isVisible();
        }
    }

    @Test
    void aChangeAtOneDeviceIsAtTheOtherWithTheFocus() {
        try (Browser desk = new Browser("en-US", 1280);
                Browser phone = new Browser("en-US", 360)) {
            String name = desk.register();
            phone.call("POST", "/api/session", Map.of("name", name, "password", Visitor.PASSWORD));
            desk.add("Old");
            TodoPage todos = TodoPage.at(desk.page, "/");
            assertThat(todos.done("Old")).isVisible();
            phone.add("From the phone");
            desk.page.evaluate("dispatchEvent(new Event('focus'))");
            assertThat(todos.done("From the phone")).isVisible(WITHIN_TWO_SECONDS);
            assertThat(todos.done("Old")).isVisible();
        }
    }

    @Test
    @Tag("once")
    void anEditThatMeetsANewerVersionShowsBothAndLosesNeither() {
        try (Browser desk = new Browser("en-US", 1280);
                Browser phone = new Browser("en-US", 360)) {
            String name = desk.register();
            phone.call("POST", "/api/session", Map.of("name", name, "password", Visitor.PASSWORD));
            desk.add("Plan");
            TodoPage here = TodoPage.at(desk.page, "/");
            TodoPage there = TodoPage.at(phone.page, "/");
            here.todo("Plan").click();
            there.todo("Plan").click();
            field(there.page(), "Name").fill("Plan of the phone");
            field(there.page(), "Description").fill("Only the phone wrote here");
            there.button("Save").click();
            assertThat(there.todo("Plan of the phone")).isVisible();

            field(here.page(), "Name").fill("Plan of the desk");
            here.button("Save").click();
            assertThat(here.text("This todo was changed elsewhere")).isVisible();
            assertThat(here.text("Plan of the phone")).isVisible();
            assertThat(field(here.page(), "Name")).hasValue("Plan of the desk");
            assertThat(field(here.page(), "Description")).hasValue("Only the phone wrote here");
            here.button("Keep mine").click();
            assertThat(here.todo("Plan of the desk")).isVisible();
            assertThat(here.text("Only the phone wrote here")).isVisible();
        }
    }

    @Test
    @Tag("once")
    void twoTabsSendNothingTwice() {
        try (Browser browser = Browser.signedIn()) {
            TodoPage one = TodoPage.at(browser.page, "/");
            TodoPage two = TodoPage.at(browser.tab(), "/");
            assertThat(two.text("All clear")).isVisible();
            browser.context().route("**/api/todos", Route::abort);
            one.type("first");
            two.type("second");
            assertThat(one.text("2 changes are not saved yet")).isVisible();
            List<String> keys = Collections.synchronizedList(new ArrayList<>());
            browser.context().unroute("**/api/todos");
            browser.context().onRequest(request -> {
                if (request.method().equals("POST")) {
                    keys.add(request.headers().get("idempotency-key"));
                }
            });
            assertThat(one.done("second")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            assertThat(two.done("first")).isVisible();
            assertThat(one.names()).hasText(new String[] {"second", "first"});
            assertThat(two.names()).hasText(new String[] {"second", "first"});
            assertEquals(keys.size(), keys.stream().distinct().count());
        }
    }

    @Test
    @Tag("once")
    void anEditThatWaitsInOneTabIsSentByTheOtherWhenTheFirstIsGoneAndNotBefore() {
        try (Browser browser = Browser.signedIn()) {
            browser.add("Plan");
            List<String> left = Collections.synchronizedList(new ArrayList<>());
            List<String> sent = Collections.synchronizedList(new ArrayList<>());
            TodoPage one = TodoPage.at(browser.tab(), "/");
            noteKeys(one.page(), left);
            noteKeys(browser.page, sent);
            browser.context().route(ONE_TODO, Route::abort);
            one.todo("Plan").click();
            field(one.page(), "Name").fill("Better plan");
            one.button("Save").click();
            assertThat(one.text("What you typed is kept here")).isVisible();

            TodoPage two = TodoPage.at(browser.page, "/");
            assertThat(two.todo("Plan")).isVisible();
            one.page().waitForRequest(ONE_TODO, () -> {});
            one.page().waitForRequest(ONE_TODO, () -> {});
            assertThat(two.todo("Plan")).isVisible();
            assertEquals(List.of(), sent);

            one.page().close();
            browser.context().unroute(ONE_TODO);
            assertThat(two.todo("Better plan")).isVisible();
            assertEquals(Set.of(left.get(0)), Set.copyOf(sent));
        }
    }

    private static void noteKeys(Page page, List<String> keys) {
        page.onRequest(request -> {
            if (request.method().equals("PATCH")) {
                keys.add(request.headers().get("idempotency-key"));
            }
        });
    }

    private static com.microsoft.playwright.Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }
}
