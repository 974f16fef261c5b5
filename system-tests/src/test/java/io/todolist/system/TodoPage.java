package io.todolist.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** The page of somebody who is signed in, by the names that a screen reader tells. */
record TodoPage(Page page) {

    static TodoPage at(Page page, String address) {
        page.navigate(address);
        return new TodoPage(page);
    }

    Locator role(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(String name) {
        return role(AriaRole.BUTTON, name);
    }

    Locator done(String todo) {
        return role(AriaRole.CHECKBOX, "Done: " + todo);
    }

    /** Its name, which opens the edit form. */
    Locator todo(String todo) {
        return button("Edit: " + todo);
    }

    Locator newTodo() {
        return role(AriaRole.TEXTBOX, "New todo");
    }

    Locator search() {
        return page.getByRole(AriaRole.SEARCHBOX);
    }

    Locator names() {
        return page.locator(".todos .name");
    }

    Locator text(String text) {
        return page.getByText(text).first();
    }

    void type(String todo) {
        newTodo().fill(todo);
        newTodo().press("Enter");
    }

    void view(String name) {
        page.getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(name))
                .click();
    }

    List<String> shown() {
        return names().allTextContents();
    }
}
