package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.TEXTBOX;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words in the line for a new todo that mean a day. It is Wednesday, 14 January 2026. */
@BrowserTest
@Tag("page-only")
class QuickWordsTest {
    private final Browser browser = Browser.signedIn();
    private final Page page = browser.page;

    @BeforeEach
    void onAWednesday() {
        page.clock().setFixedTime("2026-01-14T10:00:00");
        page.navigate("/");
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Buy milk today, Buy milk, 2026-01-14",
        "Buy milk Tomorrow, Buy milk, 2026-01-15",
        "tomorrow: buy milk, buy milk, 2026-01-15",
        "Call Ann on friday, Call Ann, 2026-01-16",
        "Call Ann wednesday, Call Ann, 2026-01-21",
        "Report next Monday, Report, 2026-01-19",
        "Report next friday, Report, 2026-01-23",
        "今天买牛奶, 买牛奶, 2026-01-14",
        "买牛奶 明天, 买牛奶, 2026-01-15",
        "后天交报告, 交报告, 2026-01-16",
        "下周一交报告, 交报告, 2026-01-19",
        "周日大扫除, 大扫除, 2026-01-18",
        "下星期天大扫除, 大扫除, 2026-01-25"
    })
    void aDayIsUnderstoodAndShownBeforeAdding(String typed, String name, String day) {
        field().fill(typed);
        assertThat(page.locator(".chip")).isVisible();
        field().press("Enter");
        assertThat(page.locator(".todos .name")).hasText(name);
        assertThat(page.locator(".todos time")).hasAttribute("datetime", day);
    }

    @ParameterizedTest
    @CsvSource({"Tomorrow", "Yesterdaytoday", "Read Sunday Times", "今天", "明天会更好吗"})
    void otherWordsStayWords(String typed) {
        // The last one begins with a day, and the chip can be refused.
        field().fill(typed);
        Locator refuse = page.locator(".chip button");
        if (refuse.isVisible()) {
            refuse.click();
        }
        field().press("Enter");
        assertThat(page.locator(".todos .name")).hasText(typed);
        assertThat(page.locator(".todos time")).hasCount(0);
    }

    @Test
    void theNativePickerSetsADayToo() {
        field().fill("Buy milk");
        page.locator("add-todo input[type=date]")
                .evaluate("input => { input.value = '2026-02-03'; input.dispatchEvent(new Event('change')); }");
        assertThat(page.locator(".chip")).containsText("Feb 3");
        field().press("Enter");
        assertThat(page.locator(".todos time")).hasAttribute("datetime", "2026-02-03");
    }

    private Locator field() {
        return page.getByRole(TEXTBOX, new Page.GetByRoleOptions().setName("New todo"));
    }
}
