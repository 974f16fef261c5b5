package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.ALERT;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.REGION;
import static com.microsoft.playwright.options.AriaRole.STATUS;
import static com.microsoft.playwright.options.AriaRole.TEXTBOX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person does in the page by mails; that user-service answers so is tested elsewhere. */
@BrowserTest
@Tag("page-only")
class MailLinksTest {
    private static final String TOKEN = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";
    private static final String FORGOTTEN = "**/api/password-resets";
    private static final String CHOSEN = "**/api/password-resets/redemption";
    private static final String VERIFIED = "**/api/email-verifications";
    private static final String UNSUBSCRIBED = "**/api/unsubscriptions";
    private static final String MORNING = "**/api/me/morning-mail";
    private static final String ASKED_AGAIN = "**/api/me/email-verification";

    private final Browser browser = new Browser("en-US", 1280);
    private final Page page = browser.page;
    private final TodoPage view = new TodoPage(page);

    @AfterEach
    void nothingToComplainAbout() {
        assertEquals(List.of(), browser.complaints());
        browser.close();
    }

    @Test
    void whoHasForgottenThePasswordAsksForALink() {
        page.navigate("/user/login?redirect=%2Fdone");
        view.role(LINK, "Forgot your password?").click();
        Locator address = view.role(TEXTBOX, "E-mail address");
        assertThat(address).isFocused();
        address.press("Enter");
        assertThat(address).hasAccessibleDescription("Please fill this in.");
        address.fill("nobody");
        address.press("Enter");
        assertThat(address).hasAccessibleDescription("This does not look like an e-mail address.");
        assertThat(address).isFocused();

        answer(FORGOTTEN, 501);
        address.fill("ann@example.org");
        address.press("Enter");
        assertThat(page.getByRole(ALERT)).hasText("This installation sends no mail. Please ask whoever runs it.");
        answer(FORGOTTEN, 202);
        view.button("Send the link").click();
        assertThat(status()).containsText("If this address is verified for an account, a mail is on its way.");
        assertThat(page.getByRole(ALERT)).isHidden();
        view.role(LINK, "Back to sign-in").click();
        assertThat(page).hasURL(Pattern.compile("/user/login\\?redirect=%2Fdone$"));
    }

    @Test
    void theLinkLeadsToANewPassword() {
        page.navigate("/api/password-resets/" + TOKEN);
        assertThat(page).hasURL(Pattern.compile("/reset-password$"));
        Locator password = view.role(TEXTBOX, "New password");
        assertThat(password).isFocused();
        password.fill("short");
        password.press("Enter");
        assertThat(password)
                .hasAccessibleDescription("At least 8 characters At least 8 and at most 128 characters, please.");

        answer(CHOSEN, 400, "{\"violations\":[{\"field\":\"newPassword\",\"message\":\"is too common\"}]}");
        password.fill("password");
        password.press("Enter");
        assertThat(password).hasAccessibleDescription("At least 8 characters is too common");
        assertThat(password).isFocused();

        answer(CHOSEN, 400);
        password.press("Enter");
        assertThat(page.getByRole(ALERT)).hasText("That did not work. Please try again.");
        answer(CHOSEN, 204);
        password.fill("another long one");
        Request sent = page.waitForRequest(CHOSEN, () -> password.press("Enter"));
        assertEquals("{\"token\":\"" + TOKEN + "\",\"newPassword\":\"another long one\"}", sent.postData());
        assertThat(view.role(HEADING, "Sign in")).isVisible();
        assertThat(page.getByText("The password is changed. Please sign in with it."))
                .isVisible();
        page.goBack();
        assertFalse(page.url().contains(TOKEN), page.url());
    }

    @Test
    void aLinkThatIsNotGoodAnyMoreLeadsToAnotherOne() {
        page.navigate("/api/password-resets/" + TOKEN);
        answer(CHOSEN, 410);
        view.role(TEXTBOX, "New password").fill("another long one");
        view.button("Change password").press("Enter");
        assertThat(page.getByRole(ALERT)).hasText("This link is not good any more. It works once, and for one hour.");
        assertThat(view.role(HEADING, "Choose a new password")).isFocused();
        assertThat(view.role(TEXTBOX, "New password")).hasCount(0);
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(view.role(TEXTBOX, "E-mail address")).isFocused();
    }

    @Test
    void whatCanBeNoTokenIsNotGoodEither() {
        page.navigate("/verify-email#half-a-token");
        answer(VERIFIED, 400, "{\"violations\":[{\"field\":\"token\",\"message\":\"…\"}]}");
        view.button("Confirm this address").click();
        assertThat(page.getByRole(ALERT)).containsText("This link is not good any more.");
    }

    @Test
    void withoutATokenThePageSaysWhatToDo() {
        page.navigate("/reset-password#" + TOKEN);
        assertThat(view.button("Change password")).isVisible();
        page.reload();
        assertThat(page.getByText("Please open the link in the mail again.")).isVisible();
        assertThat(view.button("Change password")).hasCount(0);
        assertThat(view.role(LINK, "Ask for another link")).isVisible();
    }

    @Test
    void anAddressIsVerifiedByAClickAndNotBefore() {
        List<String> writes = new ArrayList<>();
        page.onRequest(request -> {
            if (!request.method().equals("GET")) {
                writes.add(request.url());
            }
        });
        page.navigate("/api/email-verifications/" + TOKEN);
        assertThat(page).hasURL(Pattern.compile("/verify-email$"));
        assertThat(view.role(HEADING, "Verify your address")).isFocused();
        assertEquals(List.of(), writes);
        answer(VERIFIED, 503);
        page.keyboard().press("Tab");
        assertThat(view.button("Confirm this address")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(ALERT)).containsText("Please try again in a moment.");
        answer(VERIFIED, 204);
        page.keyboard().press("Enter");
        assertThat(status()).hasText("The address is verified.");
        assertThat(view.role(HEADING, "Verify your address")).isFocused();
        assertThat(view.button("Confirm this address")).hasCount(0);
        assertEquals(2, writes.size());
    }

    @Test
    void mailsInTheMorningEndByAClickAndNotBefore() {
        page.navigate("/api/unsubscriptions/" + TOKEN);
        assertThat(page).hasURL(Pattern.compile("/unsubscribe$"));
        assertThat(view.role(HEADING, "Turn off the morning mail")).isFocused();
        answer(UNSUBSCRIBED, 410);
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(ALERT)).containsText("This link is not good any more. It works for 30 days");
        page.navigate("/api/unsubscriptions/" + TOKEN);
        answer(UNSUBSCRIBED, 204);
        Request sent =
                page.waitForRequest(UNSUBSCRIBED, () -> view.button("Turn off").click());
        assertEquals("{\"token\":\"" + TOKEN + "\"}", sent.postData());
        assertThat(status()).hasText("The morning mail is off.");
        assertThat(view.button("Turn off")).hasCount(0);
    }

    @Test
    void theAccountTurnsMailInTheMorningOnAndOff() {
        browser.register();
        letMe(false);
        page.navigate("/account");
        Locator morning = page.getByRole(REGION, new Page.GetByRoleOptions().setName("Morning mail"));
        assertThat(morning).containsText("a verified e-mail address, which your account does not have yet");
        assertThat(morning.getByRole(BUTTON)).hasCount(0);
        letMe(true);
        page.reload();
        assertThat(morning.getByRole(BUTTON)).hasText("Turn on");
        answer(MORNING, 200, "{\"on\":true,\"timeZone\":\"Asia/Shanghai\",\"language\":\"zh\"}");
        morning.getByRole(BUTTON).click();
        assertThat(morning).containsText("It is on: at 7 in the morning, Asia/Shanghai, in Chinese.");
        Request moved = page.waitForRequest(MORNING, () -> view.button("Use the time zone and language of this page")
                .click());
        assertEquals("PUT", moved.method());
        assertThat(morning.getByRole(STATUS)).hasText("Changed.");
        answer(MORNING, 204);
        Request ended =
                page.waitForRequest(MORNING, () -> view.button("Turn off").click());
        assertEquals("DELETE", ended.method());
        assertThat(morning.getByRole(STATUS)).hasText("The morning mail is off.");
        assertThat(morning.getByRole(BUTTON)).hasText("Turn on");
    }

    @Test
    void theAccountSaysWhetherItsAddressIsVerified() {
        browser.register();
        letMe(false);
        page.navigate("/account");
        assertThat(address()).hasAccessibleDescription("ann@example.org is not verified yet.");
        answer(ASKED_AGAIN, 202);
        view.button("Send the mail again").click();
        assertThat(page.getByText("A mail is on its way. It can be sent again in 2 minutes."))
                .isVisible();
        answer(ASKED_AGAIN, 429);
        view.button("Send the mail again").click();
        assertThat(page.getByText("A mail was sent less than 2 minutes ago. It can be sent again in 97 seconds."))
                .isVisible();
        letMe(true);
        answer(ASKED_AGAIN, 409);
        view.button("Send the mail again").click();
        assertThat(address()).hasAccessibleDescription("ann@example.org is verified.");
        assertThat(view.button("Send the mail again")).hasCount(0);
    }

    private Locator address() {
        return view.role(TEXTBOX, "E-mail (optional)");
    }

    private Locator status() {
        return page.locator("main").getByRole(STATUS);
    }

    private void letMe(boolean verified) {
        page.route("**/api/me", route -> {
            JsonObject me = JsonParser.parseString(route.fetch().text()).getAsJsonObject();
            me.addProperty("email", "ann@example.org");
            me.addProperty("emailVerified", verified);
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(me.toString()));
        });
    }

    private void answer(String path, int status) {
        answer(path, status, status < 300 ? "" : "{\"status\":" + status + "}");
    }

    private void answer(String path, int status, String body) {
        page.route(
                path,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("application/problem+json")
                        .setHeaders(Map.of("Retry-After", "97"))
                        .setBody(body)));
    }
}
