package io.todolist.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Somebody reloads the page again and again, with half a line typed, while two revisions with different pages share the
 * traffic request by request: a document names files that the next request may ask the other revision for.
 */
final class CrossingVisit {
    private static final String DRAFT = "Half a li";

    private final Browser browser;
    private final Page page;
    private final String candidate;
    private final Queue<Response> responses = new ConcurrentLinkedQueue<>();
    private final Set<String> data = new TreeSet<>();
    private final Set<String> crossings = new TreeSet<>();
    /** By the revision of the page. */
    private final Map<String, Set<String>> files = new TreeMap<>();

    CrossingVisit(Browser browser, String candidate) {
        this.browser = browser;
        this.page = browser.page;
        this.candidate = candidate;
        page.onResponse(responses::add);
    }

    void begin() {
        browser.signIn(Visitor.registered());
        browser.forgetFiles();
        page.navigate("/");
        draft().fill(DRAFT);
        look();
    }

    void goOn() {
        responses.clear();
        page.reload();
        look();
    }

    /** Whoever serves what: the whole page is of the revision that its document came from. */
    private void look() {
        assertThat(draft()).hasValue(DRAFT);
        assertThat(page.getByText("Sign out")).isVisible();
        List<Response> seen = List.copyOf(responses);
        List<String> documents = seen.stream()
                .filter(response -> response.request().isNavigationRequest())
                .map(CrossingVisit::servedBy)
                .toList();
        assertEquals(1, documents.size(), "The page had to start anew");
        String revision = documents.get(0);
        assertEquals(revision.equals(candidate) ? "next, next" : "undefined, none", marks(), "page of " + revision);
        for (Response response : seen) {
            String path = URI.create(response.url()).getPath();
            if (path.startsWith("/api/")) {
                data.add(servedBy(response));
            } else if (path.startsWith("/static/bundle/")) {
                files.computeIfAbsent(revision, any -> new HashSet<>()).add(path);
                if (!servedBy(response).equals(revision)) {
                    crossings.add(revision + " by " + servedBy(response));
                }
            }
        }
    }

    /** What e2e/next-version has put into the script and the style. */
    private Object marks() {
        return page.evaluate("document.documentElement.dataset.version + ', '"
                + " + getComputedStyle(document.body, '::after').content.replaceAll('\"', '')");
    }

    private Locator draft() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("New todo"));
    }

    private static String servedBy(Response response) {
        return response.headers().getOrDefault("x-todolist-version", "");
    }

    Set<String> pages() {
        return files.keySet();
    }

    /** Revisions that answered the page's requests to the API. */
    Set<String> data() {
        return data;
    }

    Set<String> filesOfBoth() {
        Set<String> both = new HashSet<>(files.values().iterator().next());
        files.values().forEach(both::retainAll);
        return both;
    }

    Set<String> crossings() {
        return crossings;
    }
}
