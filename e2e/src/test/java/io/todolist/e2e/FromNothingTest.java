package io.todolist.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.CHECKBOX;
import static com.microsoft.playwright.options.AriaRole.TEXTBOX;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A cluster that has never seen the product, and a person who has not either. */
@Order(1)
class FromNothingTest {

    @Test
    @Order(1)
    void theManifestsAloneBringUpTheProduct(TestReporter report) {
        Product.remove();
        long start = System.nanoTime();
        Product.install();
        report.publishEntry("From the first kubectl apply to three ready services", Times.since(start));
    }

    @Test
    @Order(2)
    void aPersonRegistersSignsInAddsAndSeesTheList() {
        String name = "page-" + UUID.randomUUID().toString().substring(0, 13);
        try (Browser browser = new Browser()) {
            Page page = browser.page;
            page.navigate("/user/register");
            enter(page, name, "Create account");
            add(page, "Buy milk");
            button(page, "Sign out").click();

            enter(page, name, "Sign in");
            add(page, "给妈妈打电话");
            assertThat(role(page, CHECKBOX, "Done: Buy milk")).isVisible();
            assertThat(page.locator(".todos .name")).hasText(new String[] {"给妈妈打电话", "Buy milk"});
            assertEquals(List.of(), browser.complaints());
        }
    }

    private static void enter(Page page, String user, String button) {
        role(page, TEXTBOX, "User name").fill(user);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(Visitor.PASSWORD);
        button(page, button).click();
    }

    private static void add(Page page, String todo) {
        Locator field = role(page, TEXTBOX, "New todo");
        field.fill(todo);
        field.press("Enter");
        assertThat(role(page, CHECKBOX, "Done: " + todo)).isVisible();
    }

    private static Locator button(Page page, String name) {
        return role(page, BUTTON, name);
    }

    private static Locator role(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
