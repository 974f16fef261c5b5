package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service sleeps, fails, is slow or out of reach: nothing typed is lost, and nothing untrue is shown. */
@BrowserTest
@Tag("page-only")
class AwayTest {
    private static final String API = "**/api/**";

    private final Browser browser = Browser.signedIn();
    private final TodoPage todos = new TodoPage(browser.page);

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void theListComesByItselfWhenTheServiceHasStarted() {
        Todolist system = Todolist.running();
        browser.add("one");
        system.rule.kill();
        try {
            TodoPage.at(browser.page, "/");
            assertThat(todos.text("Waking up your todos…")).isVisible();
            assertThat(todos.role(HEADING, "My todos")).isVisible();
            assertThat(todos.text("All clear")).isHidden();
        } finally {
            system.rule.start();
        }
        assertThat(todos.done("one")).isVisible(seconds(30));
        assertThat(todos.text("Waking up your todos…")).isHidden();
        system.rule.awaitReady();
    }

    @Test
    void aSlowServiceIsWaitedForWithoutAnError() {
        Todolist system = Todolist.running();
        browser.add("one");
        system.rule.freeze();
        try {
            TodoPage.at(browser.page, "/");
            assertThat(todos.text("Waking up your todos…")).isVisible();
            assertThat(todos.text("All clear")).isHidden();
            // Five seconds by the browser's clock.
            Awaitility.await().pollInSameThread().until(() ->
                    (Boolean) browser.page.evaluate("performance.now() > 5000"));
            assertThat(todos.text("Waking up your todos…")).isVisible();
        } finally {
            system.rule.thaw();
        }
        assertThat(todos.done("one")).isVisible(seconds(10));
        assertThat(todos.text("Waking up your todos…")).isHidden();
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void wakingUpIsSaidAfterThreeHundredMillisecondsAndNotBefore() {
        browser.add("one");
        List<Route> held = stopTheClockAndHoldTheApi();
        TodoPage.at(browser.page, "/");
        assertThat(todos.role(HEADING, "My todos")).isVisible();
        browser.page.clock().runFor(299);
        assertThat(todos.text("Waking up your todos…")).isHidden();
        browser.page.clock().runFor(1);
        assertThat(todos.text("Waking up your todos…")).isVisible();
        held.forEach(Route::resume);
        assertThat(todos.done("one")).isVisible();
        assertThat(todos.text("Waking up your todos…")).isHidden();
    }

    @Test
    void aQuickAnswerComesWithoutIt() {
        browser.add("one");
        List<Route> held = stopTheClockAndHoldTheApi();
        TodoPage.at(browser.page, "/");
        browser.page.clock().runFor(299);
        held.forEach(Route::resume);
        assertThat(todos.done("one")).isVisible();
        browser.page.clock().runFor(1000);
        assertThat(todos.text("Waking up your todos…")).isHidden();
    }

    private List<Route> stopTheClockAndHoldTheApi() {
        browser.page.clock().install();
        browser.page.clock().pauseAt(System.currentTimeMillis() + 60_000);
        List<Route> held = new ArrayList<>();
        browser.page.route(API, held::add);
        return held;
    }

    @Test
    @Tag("once")
    void aSessionThatCannotBeRenewedNowIsNotASignOut() {
        Todolist system = Todolist.running();
        browser.add("one");
        browser.tenMinutesLater();
        system.user.kill();
        try {
            TodoPage.at(browser.page, "/");
            assertThat(todos.text("Waking up your todos…")).isVisible();
            assertThat(todos.role(HEADING, "My todos")).isVisible();
        } finally {
            system.user.start();
        }
        assertThat(todos.done("one")).isVisible(seconds(30));
        system.user.awaitReady();
    }

    @Test
    void failuresAndABrokenLineAreSaidAndNeverLookLikeAnEmptyListOrASignOut() {
        browser.add("one");
        Map<Consumer<Route>, String> troubles = Map.of(
                answer(503),
                "Waking up your todos…",
                answer(500),
                "Something went wrong",
                Route::abort,
                "The server cannot be reached");
        troubles.forEach((trouble, text) -> {
            browser.page.route(API, trouble);
            TodoPage.at(browser.page, "/");
            assertThat(todos.text(text)).isVisible();
            assertThat(todos.text("All clear")).isHidden();
            assertThat(todos.role(HEADING, "My todos")).isVisible();
            browser.page.unroute(API);
            todos.button("Try now").click();
            assertThat(todos.done("one")).isVisible();
        });
    }

    @Test
    @Tag("once")
    void whatIsTypedWhileTheServiceIsAwayIsSentOnceAndSurvivesAReload() {
        browser.add("two", "one");
        TodoPage.at(browser.page, "/");
        assertThat(todos.names()).hasCount(2);
        browser.page.route(API, answer(503));
        todos.type("Typed meanwhile tomorrow");
        todos.done("one").click();
        todos.button("Delete: two").click();
        assertThat(todos.text("3 changes are not saved yet")).isVisible();
        assertThat(todos.text("Not saved yet. Trying again…")).isVisible();

        browser.page.reload();
        assertThat(todos.text("Typed meanwhile")).isVisible();
        browser.page.unroute(API);
        todos.button("Try now").first().click();
        assertThat(todos.done("Typed meanwhile")).isVisible(seconds(20));
        Awaitility.await()
                .pollInSameThread()
                .untilAsserted(() -> assertEquals(List.of("Typed meanwhile", "one"), stored()));
        assertThat(todos.text("not saved yet")).isHidden();
        TodoPage.at(browser.page, "/");
        assertThat(todos.names()).hasText(new String[] {"Typed meanwhile"});
    }

    @Test
    void whatIsTypedOfflineIsSentAsSoonAsTheBrowserIsOnline() {
        // No timer ever ends: only being online can.
        browser.page.clock().install();
        browser.page.clock().pauseAt(System.currentTimeMillis() + 60_000);
        TodoPage.at(browser.page, "/");
        assertThat(todos.text("All clear")).isVisible();
        browser.context().setOffline(true);
        todos.type("Typed in a tunnel");
        assertThat(todos.text("1 change is not saved yet")).isVisible();
        assertThat(todos.text("Typed in a tunnel")).isVisible();
        browser.context().setOffline(false);
        assertThat(todos.done("Typed in a tunnel")).isVisible();
        assertEquals(List.of("Typed in a tunnel"), stored());
    }

    @Test
    @Tag("once")
    void aLostAnswerAddsNothingTwice() {
        TodoPage.at(browser.page, "/");
        assertThat(todos.text("All clear")).isVisible();
        int[] lost = {0};
        browser.page.route("**/api/todos", route -> {
            if (lost[0]++ < 2) {
                // It arrives, but nobody hears of it.
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        todos.type("Only once");
        assertThat(todos.done("Only once")).isVisible(seconds(20));
        assertEquals(List.of("Only once"), stored());
    }

    @Test
    void anEditWaitsInItsFormAlsoOverAReload() {
        browser.add("one");
        TodoPage.at(browser.page, "/");
        todos.todo("one").click();
        Locator description = browser.page.getByLabel("Description");
        browser.page.route(API, answer(503));
        description.fill("Written while the service was away");
        todos.button("Save").click();
        assertThat(todos.text("What you typed is kept here")).isVisible();
        browser.page.reload();
        browser.page.unroute(API);
        assertThat(todos.todo("one")).isVisible(seconds(20));
        assertThat(todos.text("Written while the service was away")).isVisible();
    }

    @Test
    void aRefusedTodoStaysToBeCorrectedOrDiscarded() {
        TodoPage.at(browser.page, "/");
        assertThat(todos.text("All clear")).isVisible();
        String refusal = "{\"status\":400,\"violations\":[{\"field\":\"name\",\"message\":\"must not be odd\"}]}";
        browser.page.route(
                "**/api/todos",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(400)
                        .setContentType("application/problem+json")
                        .setBody(refusal)));
        todos.type("Odd");
        assertThat(todos.text("Not saved: must not be odd")).isVisible();
        todos.button("Discard: Odd").click();
        assertThat(todos.text("All clear")).isVisible();
    }

    @Test
    void halfALineSurvivesAReload() {
        TodoPage.at(browser.page, "/");
        todos.newTodo().fill("Half a li");
        browser.page.reload();
        assertThat(todos.newTodo()).hasValue("Half a li");
    }

    private List<String> stored() {
        return browser.call("GET", "/api/todos?size=100", null).getAsJsonArray("items").asList().stream()
                .map(todo -> todo.getAsJsonObject().get("name").getAsString())
                .toList();
    }

    private static Consumer<Route> answer(int status) {
        return route -> route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/problem+json")
                .setHeaders(Map.of("Retry-After", "1"))
                .setBody("{}"));
    }

    private static LocatorAssertions.IsVisibleOptions seconds(int seconds) {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(seconds * 1000.0);
    }
}
