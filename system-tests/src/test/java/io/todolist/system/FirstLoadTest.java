package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first screen costs, where it comes from, and what becomes of hostile text and of other versions. */
@BrowserTest
class FirstLoadTest {
    private static final int LIMIT = 60 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/done", "/bin", "/all", "/today", "/overdue", "/?q=milk"})
    void oneDocumentOneScriptOneStyleAndOneCall(String address) {
        try (Browser browser = Browser.signedIn()) {
            List<Request> requests = new ArrayList<>();
            browser.page.onRequestFinished(requests::add);
            TodoPage todos = TodoPage.at(browser.page, address);
            assertThat(browser.page.locator(".empty")).isVisible();
            assertThat(todos.role(AriaRole.SEARCHBOX, "Search")).isVisible();
            assertEquals(1, count(requests, "document"), () -> urls(requests));
            assertEquals(1, count(requests, "script"), () -> urls(requests));
            assertEquals(1, count(requests, "stylesheet"), () -> urls(requests));
            assertEquals(
                    1,
                    requests.stream()
                            .filter(each -> each.url().contains("/api/"))
                            .count(),
                    () -> urls(requests));
            String home = Todolist.running().gateway.url();
            assertTrue(requests.stream().allMatch(each -> each.url().startsWith(home + "/")), () -> urls(requests));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/today", "/overdue", "/done", "/bin", "/all", "/?q=oat+milk", "/today?q=%E7%89%9B%E5%A5%B6"
            })
    void theOneCallStartsBeforeTheScriptIsThere(String address) {
        try (Browser browser = Browser.signedIn()) {
            Page page = browser.page;
            // Once before: the page says in a cookie where the day begins.
            TodoPage.at(page, address);
            assertThat(page.locator(".empty")).isVisible();
            List<Route> script = new ArrayList<>();
            List<String> calls = new ArrayList<>();
            page.route("**/*.js", script::add);
            page.onRequest(request -> {
                if (request.url().contains("/api/")) {
                    calls.add(request.url());
                }
            });
            page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.waitForCondition(() -> !script.isEmpty() && calls.size() == 1);
            script.forEach(Route::resume);
            assertThat(page.locator(".empty")).isVisible();
            assertEquals(1, calls.size(), calls::toString);
        }
    }

    @Test
    void documentScriptAndStyleAreSmall() {
        try (Browser browser = Browser.signedIn()) {
            List<Integer> sizes = new ArrayList<>();
            browser.page.onRequestFinished(request -> {
                if (List.of("document", "script", "stylesheet").contains(request.resourceType())) {
                    Response response = request.response();
                    assertEquals("gzip", response.headers().get("content-encoding"), request.url());
                    sizes.add(request.sizes().responseBodySize);
                }
            });
            TodoPage.at(browser.page, "/");
            assertThat(browser.page.locator(".empty")).isVisible();
            int sum = sizes.stream().mapToInt(Integer::intValue).sum();
            assertEquals(3, sizes.size());
            assertTrue(sum > 0 && sum <= LIMIT, () -> sum + " bytes");
        }
    }

    @Test
    void hostileTextIsOnlyText() {
        List<String> attacks = List.of(
                "<img src=x onerror=window.hacked=1>",
                "<script>window.hacked=1</script>",
                "\"><svg onload=window.hacked=1>",
                "javascript:window.hacked=1",
                "{{7*7}} ${7*7} <!-- ]]>",
                "'; drop table todo; --");
        try (Browser browser = Browser.signedIn()) {
            Page page = browser.page;
            TodoPage todos = TodoPage.at(page, "/");
            for (String attack : attacks) {
                todos.type(attack);
                assertThat(todos.names().first()).hasText(attack);
                todos.todo(attack).click();
                page.getByLabel("Description").fill(attack + " https://example.org/\"onclick=alert(1) " + attack);
                todos.button("Save").click();
                assertThat(page.locator(".description").first()).containsText(attack);
                todos.button("Delete: " + attack).click();
                assertThat(page.locator(".toast p").last()).containsText(attack);
                todos.button("Undo").last().click();
                assertThat(todos.names().first()).hasText(attack);
                todos.search().fill(attack);
                assertThat(todos.names()).hasText(new String[] {attack});
                todos.search().press("Escape");
            }
            String name = "<img src=x onerror=hacked=1>" + System.nanoTime() % 1_000_000;
            page.navigate("/account");
            page.getByLabel("User name", new Page.GetByLabelOptions().setExact(true))
                    .fill(name);
            page.locator("profile-form [type=password]").fill(Visitor.PASSWORD);
            page.locator("profile-form button").click();
            assertThat(todos.text("Signed in as " + name)).isVisible();
            assertThat(page.locator(".person")).hasText(name);
            page.getByLabel("E-mail (optional)").fill("<b>@x");
            page.locator("profile-form [type=password]").fill(Visitor.PASSWORD);
            page.locator("profile-form button").click();
            assertThat(page.locator("profile-form .error")).isVisible();
            page.locator("#import-file")
                    .setInputFiles(new FilePayload(
                            "<b>.csv", "text/csv", ("name,due\n,<b>" + attacks.get(0)).getBytes(UTF_8)));
            assertThat(todos.text("1 line was refused")).isVisible();
            page.navigate("/?q=%3Cimg%20src=x%20onerror=window.hacked=1%3E&sort=%3Cscript%3E&status=%22%3E");
            assertThat(todos.names()).hasText(new String[] {attacks.get(0)});
            assertEquals(true, page.evaluate("window.hacked === undefined"));
            assertEquals(
                    0,
                    page.locator(".todos img, .todos script, .todos svg[onload]")
                            .count());
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void whatIsNotOursIsRefused() {
        try (Browser browser = Browser.signedIn()) {
            TodoPage.at(browser.page, "/");
            assertThat(browser.page.locator(".empty")).isVisible();
            assertEquals(List.of(), browser.complaints());
            // Trusted Types: no HTML from text; the policy: no script in the document.
            assertEquals("TypeError", attempt(browser, "document.body.innerHTML = '<b>text</b>'"));
            assertEquals("TypeError", attempt(browser, "document.createElement('script').text = 'window.hacked = 1'"));
            assertEquals("TypeError", attempt(browser, "trustedTypes.createPolicy('another', {})"));
            assertEquals("TypeError", attempt(browser, "new Worker('https://example.org/worker.js')"));
            assertEquals(true, browser.page.evaluate("window.hacked === undefined"));
            // And the other tests, which have nothing to complain about, would notice.
            assertTrue(browser.complaints().size() >= 3, browser.complaints()::toString);
        }
    }

    private static Object attempt(Browser browser, String script) {
        return browser.page.evaluate("() => { try { " + script + "; return 'done' } catch (e) { return e.name } }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "css"})
    void aDocumentOfAnotherVersionStartsAnewOnceAndKeepsWhatWasTyped(String missing) {
        try (Browser browser = Browser.signedIn()) {
            browser.add("Plan");
            TodoPage todos = TodoPage.at(browser.page, "/");
            todos.newTodo().fill("Half a li");
            todos.todo("Plan").click();
            browser.page.getByLabel("Description").fill("Half a descri");
            List<String> documents = new ArrayList<>();
            browser.page.route("**/", route -> {
                documents.add(route.request().url());
                if (documents.size() > 1) {
                    route.resume();
                } else {
                    String document = route.fetch().text();
                    route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody(document.replaceAll("app-[0-9A-Z]{8}\\." + missing, "app-ABCDEFGH." + missing)));
                }
            });
            browser.page.reload();
            assertThat(browser.page.getByLabel("Description")).hasValue("Half a descri");
            assertThat(todos.newTodo()).hasValue("Half a li");
            assertEquals(2, documents.size());
            assertThat(browser.page.locator(".version")).hasText("Version 1");
        }
    }

    @Test
    void canBeInstalled() {
        try (Browser browser = Browser.signedIn()) {
            TodoPage.at(browser.page, "/");
            CDPSession chromium = browser.context().newCDPSession(browser.page);
            JsonObject manifest = chromium.send("Page.getAppManifest");
            assertTrue(manifest.get("url").getAsString().endsWith("/manifest.webmanifest"));
            assertEquals(0, manifest.getAsJsonArray("errors").size(), manifest::toString);
            List<String> reasons = new ArrayList<>();
            chromium.send("Page.getInstallabilityErrors")
                    .getAsJsonArray("installabilityErrors")
                    .forEach(error ->
                            reasons.add(error.getAsJsonObject().get("errorId").getAsString()));
            // Tests run in a private window, from which nothing can be installed.
            reasons.remove("in-incognito");
            assertEquals(List.of(), reasons);
        }
    }

    private static long count(List<Request> requests, String type) {
        return requests.stream()
                .filter(each -> each.resourceType().equals(type))
                .count();
    }

    private static String urls(List<Request> requests) {
        return requests.stream().map(Request::url).toList().toString();
    }
}
