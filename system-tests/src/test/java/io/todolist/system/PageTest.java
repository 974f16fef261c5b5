package io.todolist.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.CHECKBOX;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LIST;
import static com.microsoft.playwright.options.AriaRole.LISTITEM;
import static com.microsoft.playwright.options.AriaRole.TEXTBOX;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person does in the page, in both languages, on a wide and on a narrow screen. */
@BrowserTest
class PageTest {

    /** The names that a screen reader tells. */
    enum Language {
        EN(
                "en-US",
                "Create account",
                "Sign in",
                "User name",
                "Password",
                "New todo",
                "Todos",
                "Done: ",
                "Edit: ",
                "Delete: ",
                "Name",
                "Save",
                "Undo",
                "Sign out",
                "My todos"),
        ZH("zh-CN", "注册", "登录", "用户名", "密码", "新建待办", "待办列表", "完成：", "编辑：", "删除：", "名称", "保存", "撤销", "退出登录", "我的待办");

        final String locale;
        final String register;
        final String signIn;
        final String userName;
        final String password;
        final String newTodo;
        final String list;
        final String done;
        final String edit;
        final String delete;
        final String name;
        final String save;
        final String undo;
        final String signOut;
        final String title;

        Language(String locale, String... texts) {
            this.locale = locale;
            register = texts[0];
            signIn = texts[1];
            userName = texts[2];
            password = texts[3];
            newTodo = texts[4];
            list = texts[5];
            done = texts[6];
            edit = texts[7];
            delete = texts[8];
            name = texts[9];
            save = texts[10];
            undo = texts[11];
            signOut = texts[12];
            title = texts[13];
        }
    }

    @ParameterizedTest
    @CsvSource({"EN, 1280", "EN, 360", "ZH, 1280", "ZH, 360"})
    void fromRegistrationToSignOutAndBack(Language language, int width) {
        String user = "page-" + UUID.randomUUID().toString().substring(0, 13);
        try (Browser browser = new Browser(language.locale, width)) {
            Page page = browser.page;
            page.navigate("/");
            assertThat(role(page, HEADING, language.signIn)).isVisible();

            page.navigate("/user/register");
            enter(page, language, user, language.register);
            assertThat(role(page, HEADING, language.title)).isVisible();

            add(page, language, "Buy milk");
            add(page, language, "给妈妈打电话");
            assertThat(items(page, language)).hasCount(2);
            assertThat(items(page, language).first()).containsText("给妈妈打电话");
            browser.screenshot("list-" + language.locale + "-" + width);

            role(page, BUTTON, language.edit + "Buy milk").click();
            page.getByLabel(language.name, new Page.GetByLabelOptions().setExact(true))
                    .fill("Buy oat milk");
            role(page, BUTTON, language.save).click();
            assertThat(role(page, CHECKBOX, language.done + "Buy oat milk")).isVisible();

            page.navigate("/all");
            role(page, CHECKBOX, language.done + "Buy oat milk").click();
            assertThat(role(page, CHECKBOX, language.done + "Buy oat milk")).isChecked();

            role(page, BUTTON, language.delete + "给妈妈打电话").click();
            assertThat(items(page, language)).hasCount(1);
            role(page, BUTTON, language.undo).click();
            assertThat(items(page, language)).hasCount(2);

            role(page, BUTTON, language.signOut).click();
            assertThat(role(page, HEADING, language.signIn)).isVisible();
            enter(page, language, user, language.signIn);
            // What is done is not among the open ones.
            assertThat(items(page, language)).hasCount(1);
            page.navigate("/all");
            assertThat(items(page, language)).hasCount(2);
            assertThat(role(page, CHECKBOX, language.done + "Buy oat milk")).isChecked();
            page.reload();
            assertThat(items(page, language)).hasCount(2);
            assertEquals(List.of(), browser.complaints());
        }
    }

    private static void enter(Page page, Language language, String user, String button) {
        role(page, TEXTBOX, language.userName).fill(user);
        page.getByLabel(language.password, new Page.GetByLabelOptions().setExact(true))
                .fill(Visitor.PASSWORD);
        role(page, BUTTON, button).click();
    }

    private static void add(Page page, Language language, String name) {
        Locator field = role(page, TEXTBOX, language.newTodo);
        field.fill(name);
        field.press("Enter");
        assertThat(role(page, BUTTON, language.edit + name)).isVisible();
        assertThat(field).isFocused();
    }

    private static Locator items(Page page, Language language) {
        return role(page, LIST, language.list).getByRole(LISTITEM);
    }

    private static Locator role(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
