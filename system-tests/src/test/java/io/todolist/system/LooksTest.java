package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each view, light and dark, wide and narrow, in both languages: no violation of WCAG 2.2 A and AA, and a picture. */
@BrowserTest
@Tag("page-only")
class LooksTest {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");
    private static final Map<String, String> VIEWS = Map.of(
            "open", "/",
            "today", "/today",
            "overdue", "/overdue",
            "done", "/done",
            "bin", "/bin",
            "all", "/all",
            "found", "/all?q=nothing",
            "account", "/account");

    @ParameterizedTest
    @CsvSource({"en-US, 1280, LIGHT", "en-US, 320, DARK", "zh-CN, 1280, DARK", "zh-CN, 360, LIGHT"})
    void everyViewIsAccessible(String locale, int width, ColorScheme colors) {
        try (Browser browser = new Browser(locale, width, colors)) {
            Page page = browser.page;
            String look = locale + "-" + width + "-" + colors.name().toLowerCase(java.util.Locale.ROOT);
            for (String entrance : List.of("login", "register")) {
                page.navigate("/user/" + entrance);
                page.locator("form button").click();
                assertThat(page.locator(".error").first()).isVisible();
                check(browser, entrance + "-" + look);
            }
            browser.register();
            someTodos(browser);
            VIEWS.forEach((name, address) -> {
                page.navigate(address);
                assertThat(page.locator(name.equals("account") ? "session-list li" : ".todos li, .empty")
                                .first())
                        .isVisible();
                check(browser, name + "-" + look);
            });
            details(browser, look);
            assertEquals(List.of(), browser.complaints());
        }
    }

    /** What only comes with trouble, or while somebody is at work. */
    @ParameterizedTest
    @CsvSource({"en-US, 1280, DARK", "en-US, 360, LIGHT", "zh-CN, 1280, LIGHT", "zh-CN, 320, DARK"})
    void whatIsSeldomSeenIsAccessible(String locale, int width, ColorScheme colors) {
        try (Browser browser = new Browser(locale, width, colors)) {
            Page page = browser.page;
            String look = locale + "-" + width + "-" + colors.name().toLowerCase(java.util.Locale.ROOT);
            browser.register();
            page.navigate("/");
            assertThat(page.locator(".empty")).isVisible();
            check(browser, "nothing-" + look);
            someTodos(browser);
            page.navigate("/");
            page.locator("add-todo input").first().fill("Buy milk tomorrow");
            assertThat(page.locator(".chip")).isVisible();
            check(browser, "typing-" + look);

            // Somebody else was quicker.
            page.locator("todo-item .name").first().click();
            page.locator("todo-edit input").first().fill("Book the train");
            JsonObject newest = browser.call("GET", "/api/todos?size=1&status=IN_PROGRESS", null)
                    .getAsJsonArray("items")
                    .get(0)
                    .getAsJsonObject();
            browser.call("PATCH", "/api/todos/" + newest.get("id").getAsString(), Map.of("name", "Book the bus"));
            page.locator("todo-edit [type=submit]").click();
            assertThat(page.locator(".conflict")).isVisible();
            check(browser, "conflict-" + look);
            page.locator("todo-edit .actions button").last().click();

            page.route("**/api/todos", route -> refuse(route, 400));
            page.locator("add-todo input").first().fill("Refused");
            page.locator("add-todo input").first().press("Enter");
            assertThat(page.locator("pending-todo .error")).isVisible();
            page.unroute("**/api/todos");
            page.route("**/api/todos", route -> refuse(route, 503));
            page.locator("add-todo input").first().fill("Typed while the service was away");
            page.locator("add-todo input").first().press("Enter");
            assertThat(page.locator("pending-todo .late")).isVisible();
            check(browser, "unsent-" + look);

            for (int status : List.of(503, 500)) {
                page.route("**/api/home**", route -> refuse(route, status));
                page.navigate("/done");
                assertThat(page.locator("waking-note button")).isVisible();
                check(browser, "away-" + status + "-" + look);
                page.unroute("**/api/home**");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1280, LIGHT", "en-US, 320, DARK", "zh-CN, 1280, DARK", "zh-CN, 360, LIGHT"})
    void theSecondFactorIsAccessible(String locale, int width, ColorScheme colors) {
        try (Browser browser = new Browser(locale, width, colors)) {
            Page page = browser.page;
            String look = locale + "-" + width + "-" + colors.name().toLowerCase(java.util.Locale.ROOT);
            String name = browser.register();
            page.navigate("/account");
            page.locator("second-factor [type=password]").fill(Visitor.PASSWORD);
            page.locator("second-factor [type=submit]").click();
            assertThat(page.locator("second-factor .qr")).isVisible();
            page.locator("second-factor [type=submit]").click();
            assertThat(page.locator("second-factor .error")).isVisible();
            check(browser, "factor-scan-" + look);
            Authenticator app = Authenticator.scanning(page.locator("second-factor .qr"));
            page.locator("second-factor input").fill(app.code(0));
            page.locator("second-factor [type=submit]").click();
            assertThat(page.locator("second-factor .codes li")).hasCount(10);
            check(browser, "factor-codes-" + look);
            page.locator("second-factor .primary").click();
            assertThat(page.locator("second-factor .danger")).isVisible();
            check(browser, "factor-on-" + look);
            browser.call("DELETE", "/api/session", null);
            page.navigate("/user/login");
            page.locator("#name").fill(name);
            page.locator("#password").fill(Visitor.PASSWORD);
            page.locator("form .primary").click();
            assertThat(page.locator("#code")).isFocused();
            page.locator("form .primary").click();
            assertThat(page.locator("account-page .error")).isVisible();
            check(browser, "factor-sign-in-" + look);
            assertEquals(List.of(), browser.complaints());
        }
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1280, LIGHT", "en-US, 320, DARK", "zh-CN, 1280, DARK", "zh-CN, 360, LIGHT"})
    void whatMailsLeadToIsAccessible(String locale, int width, ColorScheme colors) {
        try (Browser browser = new Browser(locale, width, colors)) {
            Page page = browser.page;
            String look = locale + "-" + width + "-" + colors.name().toLowerCase(java.util.Locale.ROOT);
            page.route("**/api/password-resets", route -> answer(route, 202));
            page.route("**/api/email-verifications", route -> answer(route, 204));
            page.route("**/api/password-resets/redemption", route -> answer(route, 410));
            page.route("**/api/unsubscriptions", route -> answer(route, 204));
            page.navigate("/forgot-password");
            page.locator("[type=submit]").click();
            assertThat(page.locator(".error")).isVisible();
            check(browser, "forgotten-" + look);
            page.locator("[type=email]").fill("ann@example.org");
            page.locator("[type=submit]").click();
            assertThat(page.locator("main .note")).isVisible();
            check(browser, "forgotten-mailed-" + look);

            page.navigate("/reset-password#token");
            page.locator("[type=submit]").click();
            assertThat(page.locator(".error")).isVisible();
            check(browser, "reset-" + look);
            page.locator("[type=password]").fill(Visitor.PASSWORD);
            page.locator("[type=submit]").click();
            assertThat(page.locator("main .alert")).isVisible();
            check(browser, "reset-gone-" + look);
            page.reload();
            assertThat(page.locator("main .note").first()).isVisible();
            check(browser, "reset-without-" + look);

            page.navigate("/verify-email#token");
            assertThat(page.locator("h1")).isFocused();
            check(browser, "verify-" + look);
            page.locator("[type=submit]").click();
            assertThat(page.locator("main .note")).isVisible();
            check(browser, "verified-" + look);

            page.navigate("/unsubscribe#token");
            assertThat(page.locator("h1")).isFocused();
            check(browser, "unsubscribe-" + look);
            page.locator("[type=submit]").click();
            assertThat(page.locator("main .note")).isVisible();
            check(browser, "unsubscribed-" + look);

            browser.register();
            address(
                    page,
                    "apersonwithaverylongnamethatisnotbroken@anevenlongerdomainwithouthyphens.example.org",
                    false);
            page.navigate("/account");
            assertThat(page.locator("ask-for-verification button")).isVisible();
            check(browser, "address-" + look);
            page.unroute("**/api/me");
            address(page, "ann@example.org", true);
            page.route(
                    "**/api/me/morning-mail",
                    route -> route.fulfill(
                            new Route.FulfillOptions()
                                    .setBody(
                                            "{\"on\":true,\"timeZone\":\"America/Argentina/ComodRivadavia\",\"language\":\"en\"}")));
            page.reload();
            assertThat(page.locator("morning-mail button")).hasCount(2);
            check(browser, "morning-" + look);
            assertEquals(List.of(), browser.complaints());
        }
    }

    private static void answer(Route route, int status) {
        route.fulfill(new Route.FulfillOptions().setStatus(status));
    }

    private static void address(Page page, String address, boolean verified) {
        page.route("**/api/me", route -> {
            JsonObject me = JsonParser.parseString(route.fetch().text()).getAsJsonObject();
            me.addProperty("email", address);
            me.addProperty("emailVerified", verified);
            route.fulfill(new Route.FulfillOptions().setBody(me.toString()));
        });
    }

    private static void refuse(Route route, int status) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/problem+json")
                .setHeaders(Map.of("Retry-After", "30"))
                .setBody("{\"violations\":[{\"field\":\"name\",\"message\":\"…\"}]}"));
    }

    @Test
    void chosenColoursHoldAgainstTheSystemsAndStay() {
        try (Browser browser = Browser.signedIn()) {
            Page page = browser.page;
            TodoPage.at(page, "/");
            assertThat(page.locator("html")).hasCSS("background-color", "rgb(246, 246, 243)");
            page.getByLabel("Colours").selectOption("dark");
            assertThat(page.locator("html")).hasCSS("background-color", "rgb(19, 21, 20)");
            page.reload();
            assertThat(page.getByLabel("Colours")).hasValue("dark");
            assertThat(page.locator("html")).hasCSS("background-color", "rgb(19, 21, 20)");
        }
    }

    @Test
    void whoWantsNoMotionGetsNone() {
        try (Browser browser = Browser.signedIn()) {
            TodoPage.at(browser.page, "/");
            browser.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            assertThat(browser.page.getByLabel("New todo")).hasCSS("transition-duration", "1e-05s");
        }
    }

    @Test
    void printsTodosAndNoTools() {
        try (Browser browser = Browser.signedIn()) {
            browser.add("On paper");
            someTodos(browser);
            TodoPage.at(browser.page, "/");
            assertThat(browser.page.getByText("On paper")).isVisible();
            browser.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(browser.page.getByText("On paper")).isVisible();
            assertThat(browser.page.getByLabel("New todo")).isHidden();
            assertThat(browser.page.getByText("Sign out")).isHidden();
            browser.screenshot("print");
        }
    }

    /** What opens within a view. */
    private static void details(Browser browser, String look) {
        Page page = browser.page;
        page.navigate("/bin");
        page.locator("todo-history summary").click();
        assertThat(page.locator("todo-history li")).hasCount(2);
        check(browser, "bin-history-" + look);
        page.navigate("/");
        page.locator("todo-item .name").first().click();
        assertThat(page.locator("todo-edit")).isVisible();
        page.locator("todo-history summary").click();
        assertThat(page.locator("todo-history li")).hasCount(1);
        check(browser, "edit-" + look);
        page.keyboard().press("Escape");
        page.locator("list-tools [aria-pressed]").click();
        page.locator(".box.square input").first().click();
        assertThat(page.locator("selection-bar")).isVisible();
        // At the end of the list, where the bar covers nothing.
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        check(browser, "select-" + look);
        page.locator("selection-bar .actions button").last().click();
        assertThat(page.locator(".toast")).isVisible();
        check(browser, "undo-" + look);
        page.locator(".toast .icon-only").click();
        page.locator(".foot button").click();
        assertThat(page.locator("dialog")).isVisible();
        check(browser, "keys-" + look);
    }

    private static void check(Browser browser, String name) {
        Page page = browser.page;
        browser.screenshot(name);
        assertEquals(
                List.of(),
                new AxeBuilder(page)
                        .withTags(WCAG).analyze().getViolations().stream()
                                .map(violation -> name + ": " + violation.getId() + " "
                                        + violation.getNodes().stream()
                                                .map(node -> node.getHtml())
                                                .toList())
                                .toList());
        assertEquals(
                page.evaluate("screen.width"),
                page.evaluate("Math.max(document.documentElement.scrollWidth, screen.width)"),
                name + " scrolls sideways");
    }

    private static void someTodos(Browser browser) {
        LocalDate today = LocalDate.now();
        todo(browser, "Old plan", "CLOSED", today.minusDays(300));
        todo(browser, "Buy milk", "DONE", today);
        todo(browser, "Renew the passport", "IN_PROGRESS", today.minusDays(3));
        todo(browser, "Learn to juggle", "PAUSED", today.plusDays(40));
        todo(browser, "给妈妈打电话", "IN_PROGRESS", today);
        todo(browser, "Book the night train to Hangzhou", "IN_PROGRESS", today.plusDays(1));
        String deleted = todo(browser, "Old news", "IN_PROGRESS", today);
        browser.call("POST", "/api/todos/delete", Map.of("ids", List.of(deleted)));
    }

    private static String todo(Browser browser, String name, String status, LocalDate due) {
        String description =
                name.startsWith("Book") ? "Two tickets, lower berths: https://www.12306.cn/index/\n先问问小李哪天走。" : "";
        Map<String, String> todo =
                Map.of("name", name, "status", status, "due", due.toString(), "description", description);
        return browser.call("POST", "/api/todos", todo).get("id").getAsString();
    }
}
