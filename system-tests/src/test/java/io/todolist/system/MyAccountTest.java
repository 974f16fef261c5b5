package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.LIST;
import static com.microsoft.playwright.options.AriaRole.LISTITEM;
import static com.microsoft.playwright.options.AriaRole.REGION;
import static com.microsoft.playwright.options.AriaRole.TEXTBOX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is signed in, and everything that can be done about it. */
@BrowserTest
class MyAccountTest {
    private static final String FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final Browser browser = new Browser("en-US", 1280);
    private final TodoPage view = new TodoPage(browser.page);
    private String name;

    @BeforeEach
    void signedIn() {
        name = browser.register();
        browser.page.navigate("/account");
        assertThat(view.text("Signed in as " + name)).isVisible();
    }

    @AfterEach
    void nothingToComplainAbout() {
        assertEquals(List.of(), browser.complaints());
        browser.close();
    }

    @Test
    void nameAndEmailChange() {
        fill("User name", name + " II");
        fill("E-mail (optional)", "ann@example.org");
        currentPassword("Profile").fill(Visitor.PASSWORD);
        view.button("Save").click();
        assertThat(view.text("Your profile is saved.")).isVisible();
        browser.page.reload();
        assertThat(view.text("Signed in as " + name + " II")).isVisible();
        assertThat(view.role(TEXTBOX, "E-mail (optional)")).hasValue("ann@example.org");
        assertThat(view.role(LINK, "Account: " + name + " II")).isVisible();
    }

    @Test
    @Tag("once")
    void aChangeOfTheNameNeedsThePassword() {
        fill("User name", name + " II");
        view.button("Save").click();
        assertThat(currentPassword("Profile")).hasAccessibleDescription("Please fill this in.");
        currentPassword("Profile").fill("not my password");
        view.button("Save").click();
        assertThat(currentPassword("Profile")).hasAccessibleDescription("This is not your password.");
        assertThat(currentPassword("Profile")).isFocused();
        browser.page.reload();
        assertThat(view.text("Signed in as " + name)).hasText("Signed in as " + name);
        assertThat(view.role(TEXTBOX, "User name")).hasValue(name);
    }

    @Test
    @Tag("once")
    void theNewPasswordCountsAndTheOldOneIsAsked() {
        currentPassword("Change password").fill("not my password");
        fill("New password", "another long one");
        view.button("Change password").click();
        assertThat(view.text("This is not your password.")).isVisible();
        currentPassword("Change password").fill(Visitor.PASSWORD);
        view.button("Change password").click();
        assertThat(view.text("The password is changed.")).isVisible();
        browser.page.reload();
        assertThat(view.text("Signed in as " + name)).isVisible();
    }

    @Test
    @Tag("once")
    void aSessionThatIsEndedElsewhereIsGoneFromTheListAndThatBrowserIsAskedToSignIn() {
        try (Browser other = new Browser("en-US", 1280, ColorScheme.LIGHT, FIREFOX)) {
            other.call("POST", "/api/session", Map.of("name", name, "password", Visitor.PASSWORD));
            browser.page.reload();
            assertThat(sessions()).hasCount(2);
            view.button("Sign out: Firefox on Windows").press("Enter");
            assertThat(view.text("Firefox on Windows has to sign in again.")).isVisible();
            assertThat(sessions()).hasCount(1);
            assertThat(view.role(LIST, "Your sessions")).isFocused();
            assertSignedOut(other);
            browser.page.reload();
            assertThat(sessions()).hasCount(1);
            browser.tenMinutesLater();
            browser.page.reload();
            assertThat(sessions()).containsText("This device");
        }
    }

    @Test
    @Tag("once")
    void theSessionOfThisDeviceEndsInTheListToo() {
        assertThat(sessions()).hasCount(1);
        sessions().getByRole(BUTTON).click();
        assertThat(view.role(HEADING, "Sign in")).isVisible();
        browser.page.navigate("/account");
        assertThat(view.role(HEADING, "Sign in")).isVisible();
    }

    private Locator sessions() {
        return view.role(LIST, "Your sessions").getByRole(LISTITEM);
    }

    @Test
    @Tag("once")
    void otherSessionsEnd() {
        try (Browser other = new Browser("en-US", 1280)) {
            other.call("POST", "/api/session", Map.of("name", name, "password", Visitor.PASSWORD));
            view.button("Sign out other devices").click();
            assertThat(view.text("All other devices have to sign in again.")).isVisible();
            assertSignedOut(other);
            browser.tenMinutesLater();
            browser.page.reload();
            assertThat(view.text("Signed in as " + name)).isVisible();
        }
    }

    @Test
    @Tag("once")
    void allSessionsEnd() {
        try (Browser other = new Browser("en-US", 1280)) {
            other.call("POST", "/api/session", Map.of("name", name, "password", Visitor.PASSWORD));
            view.button("Sign out everywhere").click();
            assertThat(view.role(HEADING, "Sign in")).isVisible();
            assertThat(view.text("You are signed out everywhere.")).isVisible();
            assertSignedOut(other);
        }
    }

    @Test
    @Tag("once")
    void stayedSignedInWhenTheBrowserWasClosedFor29Days() {
        double later = System.currentTimeMillis() / 1000.0 + 29 * 24 * 3600;
        assertEquals(
                List.of("deviceToken", "jwtToken", "refreshToken"),
                browser.context().cookies().stream()
                        .filter(cookie -> cookie.httpOnly && cookie.expires > later)
                        .map(cookie -> cookie.name)
                        .sorted()
                        .toList());
        browser.tenMinutesLater();
        assertTrue(browser.context().cookies().stream().noneMatch(cookie -> cookie.name.equals("jwtToken")));
        browser.page.navigate("/");
        assertThat(view.text("All clear")).isVisible();
    }

    private static void assertSignedOut(Browser other) {
        other.tenMinutesLater();
        assertThat(TodoPage.at(other.page, "/").role(HEADING, "Sign in")).isVisible();
    }

    @Test
    void signingInLeadsBackToWhereOneWas() {
        view.button("Sign out everywhere").click();
        assertThat(view.role(HEADING, "Sign in")).isVisible();
        browser.page.navigate("/done?q=milk");
        assertThat(view.role(HEADING, "Sign in")).isVisible();
        fill("User name", name);
        fill("Password", Visitor.PASSWORD);
        view.button("Sign in").click();
        assertThat(browser.page).hasURL(Pattern.compile("/done\\?q=milk$"));
        assertThat(view.search()).hasValue("milk");
    }

    @Test
    void theAccountIsDeletedAfterItsNameIsTyped() {
        fill("Password", Visitor.PASSWORD);
        view.button("Delete for good").click();
        assertThat(view.text("This is not your user name.")).isVisible();
        fill("Type your user name to confirm: " + name, name);
        view.button("Delete for good").click();
        assertThat(view.text("The account and its todos are deleted.")).isVisible();
        assertThat(browser.page).hasURL(Pattern.compile("/user/login$"));
        fill("User name", name);
        fill("Password", Visitor.PASSWORD);
        view.button("Sign in").click();
        assertThat(view.text("User name or password is wrong.")).isVisible();
    }

    @Test
    void whatIsDownloadedCanBeImportedAgain() throws IOException {
        browser.call(
                "POST",
                "/api/todos",
                Map.of("name", "=HYPERLINK(\"x\")", "description", "one, \"two\"\nthree", "due", "2030-01-02"));
        browser.call("POST", "/api/todos", Map.of("name", "给妈妈打电话", "status", "PAUSED"));
        for (String kind : List.of("CSV", "JSON")) {
            String file = download(kind);
            if (kind.equals("CSV")) {
                assertTrue(
                        file.contains("\"'=HYPERLINK(\"\"x\"\")\",\"one, \"\"two\"\"\nthree\",IN_PROGRESS,2030-01-02"),
                        file);
            }
            importFile("todos." + kind.toLowerCase(java.util.Locale.ROOT), file);
            assertThat(view.text("Imported: ")).isVisible();
        }
        browser.page.navigate("/all");
        assertThat(view.names().filter(new Locator.FilterOptions().setHasText("给妈妈打电话")))
                .hasCount(4);
        assertThat(view.names().first()).hasText("给妈妈打电话");
        assertThat(browser.page.locator(".description").first()).hasText(Pattern.compile("one, \"two\"\\s+three"));
    }

    @Test
    void refusedLinesAreReported() {
        importFile("todos.csv", "name,status,due\r\nGood,DONE,2030-01-02\r\n,,\r\nBad,,someday\r\n");
        assertThat(view.text("Imported: 1 todo.")).isVisible();
        assertThat(view.text("2 lines were refused")).isVisible();
        assertThat(view.text("Line 3: name: ")).isVisible();
        assertThat(view.text("Line 4: due: ")).isVisible();
        importFile("todos.csv", "neither json nor csv");
        assertThat(view.text("This file cannot be read.")).isVisible();
    }

    private void importFile(String fileName, String text) {
        browser.page
                .getByLabel("Import a file (JSON or CSV)")
                .setInputFiles(new FilePayload(fileName, "text/plain", text.getBytes(UTF_8)));
    }

    private String download(String kind) throws IOException {
        Download download = browser.page.waitForDownload(
                () -> view.button("Download as " + kind).click());
        return Files.readString(download.path());
    }

    /** Two changes ask for it. */
    private Locator currentPassword(String section) {
        return view.role(REGION, section).getByLabel("Current password");
    }

    private void fill(String field, String value) {
        browser.page
                .getByLabel(field, new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                .fill(value);
    }
}
