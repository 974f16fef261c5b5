package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page whose files come from a content delivery network, and what becomes of it when the network does not have them. */
@BrowserTest
class CdnTest {
    private static Cdn cdn;
    private static Service gateway;

    @BeforeAll
    static void start() {
        Todolist system = Todolist.running();
        cdn = new Cdn();
        gateway = system.gatewayTo(system.rule)
                .with("TODOLIST_PAGE_CDN", cdn.url())
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cdn.close();
    }

    @AfterEach
    void recover() {
        cdn.recover();
    }

    @Test
    void theGatewayGivesTheDocumentAndAnswersTheCallAndNoMore() {
        try (Browser browser = Browser.signedIn()) {
            isPatient(browser);
            List<Request> requests = requests(browser);
            visit(browser);
            assertEquals(Set.of("document", "call"), types(requests, gateway.url()));
            assertEquals(Set.of("script", "stylesheet"), types(requests, cdn.url()));
            assertTrue(requests.stream().filter(CdnTest::isFromCdn).allMatch(each -> "br"
                    .equals(each.response().headerValue("content-encoding"))));
            works(browser);
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void whoComesBackAsksTheCdnForNothing() {
        try (Browser browser = Browser.signedIn()) {
            isPatient(browser);
            visit(browser);
            cdn.beSilent();
            visit(browser);
            works(browser);
            assertEquals(List.of(), browser.complaints());
        }
    }

    @ParameterizedTest
    @CsvSource({".js, script", ".css, stylesheet", "'', script"})
    void whatIsBlockedComesFromTheGateway(String blocked, String type) {
        try (Browser browser = Browser.signedIn()) {
            browser.page.route(cdn.url() + "/**/*" + blocked, Route::abort);
            comesFromTheGateway(browser, type);
        }
    }

    @ParameterizedTest
    @CsvSource({".js, script", ".css, stylesheet"})
    void whatHasOtherContentComesFromTheGateway(String spoilt, String type) {
        cdn.spoil(spoilt);
        try (Browser browser = Browser.signedIn()) {
            comesFromTheGateway(browser, type);
        }
    }

    /** And what it says after all is not run as well. */
    @Test
    void whatDoesNotComeInTimeComesFromTheGateway() {
        cdn.beSilent();
        try (Browser browser = Browser.signedIn()) {
            browser.page.navigate(gateway.url(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(browser.page.locator(".empty")).isVisible();
            Request late = browser.page.waitForRequestFinished(
                    new Page.WaitForRequestFinishedOptions().setPredicate(CdnTest::isFromCdn), cdn::recover);
            assertEquals("script", late.resourceType());
            browser.page.waitForLoadState();
            works(browser);
            assertEquals(List.of(), browser.complaints());
        }
    }

    /** On a busy machine, a script that is there may take its 5 s. */
    private static void isPatient(Browser browser) {
        browser.page.addInitScript("const later = setTimeout;"
                + " window.setTimeout = (task, time) => later(task, time === 5000 ? 100_000 : time);");
    }

    private static void comesFromTheGateway(Browser browser, String type) {
        List<Request> requests = requests(browser);
        visit(browser);
        works(browser);
        assertTrue(types(requests, gateway.url()).contains(type), requests::toString);
        // Twice when the page saw first that it had no style.
        assertTrue(requests.stream().filter(Request::isNavigationRequest).count() <= 2);
        // Of what it refuses the browser tells; the page itself has nothing to complain about.
        assertTrue(
                browser.complaints().stream().allMatch(each -> each.contains("integrity")),
                browser.complaints()::toString);
    }

    /** All but the icon, which a browser fetches when it likes. */
    private static List<Request> requests(Browser browser) {
        List<Request> requests = new ArrayList<>();
        browser.page.onRequest(request -> {
            if (!request.url().endsWith("/favicon.svg")) {
                requests.add(request);
            }
        });
        return requests;
    }

    private static void visit(Browser browser) {
        browser.page.navigate(gateway.url());
        assertThat(browser.page.locator(".empty")).isVisible();
    }

    /** With its style, and with its script once. */
    private static void works(Browser browser) {
        TodoPage todos = new TodoPage(browser.page);
        todos.type("Milk");
        assertThat(todos.names()).hasText(new String[] {"Milk"});
        assertEquals(true, browser.page.evaluate("document.styleSheets[0].cssRules.length > 0"));
        todos.button("Delete: Milk").click();
        assertThat(browser.page.locator(".empty")).isVisible();
    }

    private static boolean isFromCdn(Request request) {
        return request.url().startsWith(cdn.url());
    }

    private static Set<String> types(List<Request> requests, String from) {
        return requests.stream()
                .filter(each -> each.url().startsWith(from))
                .map(each -> each.url().contains("/api/") ? "call" : each.resourceType())
                .collect(Collectors.toSet());
    }
}
