package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LIST;
import static com.microsoft.playwright.options.AriaRole.REGION;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The second factor on the page: turned on by the QR code, asked for at sign-in, turned off. */
@BrowserTest
class SecondFactorTest {
    private final Browser browser = new Browser("en-US", 1280);
    private final Page page = browser.page;
    private final TodoPage view = new TodoPage(page);
    private String name;

    @BeforeEach
    void signedIn() {
        name = browser.register();
        page.navigate("/account");
        assertThat(section()).isVisible();
    }

    @AfterEach
    void nothingToComplainAbout() {
        assertEquals(List.of(), browser.complaints());
        browser.close();
    }

    @Test
    @Tag("once")
    void isTurnedOnByTheQrCodeAndAskedForAtSignIn() {
        Authenticator app = turnOn();
        assertThat(view.text("It is on. 10 recovery codes are left.")).isFocused();
        signOutAndIn();
        assertThat(code()).isFocused();
        assertThat(code()).hasAttribute("autocomplete", "one-time-code");
        assertThat(code()).hasAttribute("inputmode", "numeric");
        code().press("Enter");
        assertThat(code())
                .hasAccessibleDescription("The six digits that your authenticator app shows Please fill this in.");
        // It was taken when it turned the factor on.
        code().fill(app.code(0));
        code().press("Enter");
        assertThat(view.text("This code is wrong or was used before.")).isVisible();
        assertThat(code()).isFocused();
        String next = app.code(1);
        code().fill(next.substring(0, 3) + " " + next.substring(3));
        code().press("Enter");
        assertThat(view.text("All clear")).isVisible();
    }

    @Test
    @Tag("once")
    void aRecoveryCodeStandsInForTheApp() throws IOException {
        begin();
        Authenticator app = scan();
        code().fill(app.code(0));
        code().press("Enter");
        assertThat(view.role(LIST, "Recovery codes")).isFocused();
        List<String> codes = page.locator(".codes li").allTextContents();
        assertEquals(
                codes,
                Files.readAllLines(
                        page.waitForDownload(() -> view.button("Download").click())
                                .path()));
        browser.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        view.button("Copy").click();
        assertThat(page.locator("todo-app > [role=status]")).hasText("Copied.");
        assertEquals(codes, List.of(((String) page.evaluate("navigator.clipboard.readText()")).split("\n")));
        view.button("I have kept them").click();
        signOutAndIn();
        view.button("Use a recovery code").click();
        Locator recovery = page.getByLabel("Recovery code");
        assertThat(recovery).isFocused();
        recovery.fill(codes.get(0).toLowerCase(java.util.Locale.ROOT));
        recovery.press("Enter");
        assertThat(view.text("All clear")).isVisible();
        page.navigate("/account");
        assertThat(view.text("It is on. 9 recovery codes are left.")).isVisible();
    }

    @Test
    @Tag("once")
    void isTurnedOffByThePasswordAndACode() {
        Authenticator app = turnOn();
        section().getByLabel("Current password").fill("not my password");
        section().getByLabel("Code or recovery code").fill(app.code(1));
        view.button("Turn off").click();
        assertThat(view.text("This is not your password.")).isVisible();
        section().getByLabel("Current password").fill(Visitor.PASSWORD);
        view.button("Turn off").click();
        assertThat(view.text("Two-step sign-in is off.")).isVisible();
        signOutAndIn();
        assertThat(view.text("All clear")).isVisible();
    }

    @Test
    @Tag("once")
    void turningItOnSignsOtherDevicesOut() {
        try (Browser other = new Browser("en-US", 1280)) {
            other.call("POST", "/api/session", Map.of("name", name, "password", Visitor.PASSWORD));
            page.reload();
            assertThat(page.locator("session-list li")).hasCount(2);
            turnOn();
            assertThat(page.locator("session-list li")).hasCount(1);
        }
    }

    @Test
    @Tag("once")
    void nothingIsTurnedOnThatIsCancelledOrNotProved() {
        section().getByLabel("Current password").fill("not my password");
        view.button("Set up").click();
        assertThat(view.text("This is not your password.")).isVisible();
        begin();
        scan();
        view.button("Cancel").click();
        assertThat(section().getByLabel("Current password")).hasValue("");
        page.reload();
        assertThat(view.button("Set up")).isVisible();
    }

    private Authenticator turnOn() {
        begin();
        Authenticator app = scan();
        code().fill(app.code(0));
        code().press("Enter");
        assertThat(page.locator(".codes li")).hasCount(10);
        view.button("I have kept them").click();
        return app;
    }

    private void begin() {
        section().getByLabel("Current password").fill(Visitor.PASSWORD);
        view.button("Set up").click();
        assertThat(code()).isFocused();
    }

    /** What the code says is what stands beside it. */
    private Authenticator scan() {
        Authenticator app = Authenticator.scanning(page.locator(".qr"));
        assertEquals(app.secret(), page.locator(".key code").textContent().replace(" ", ""));
        assertThat(page.locator(".key a")).hasAttribute("href", app.uri());
        return app;
    }

    private void signOutAndIn() {
        view.button("Sign out").first().click();
        assertThat(view.role(HEADING, "Sign in")).isVisible();
        page.getByLabel("User name").fill(name);
        page.getByLabel("Password").fill(Visitor.PASSWORD);
        view.button("Sign in").click();
    }

    private Locator section() {
        return view.role(REGION, "Two-step sign-in");
    }

    private Locator code() {
        return page.getByLabel("Code", new Page.GetByLabelOptions().setExact(true));
    }
}
