package io.todolist.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Goes through the page. When one fails, what its browsers show is printed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith(BrowserTest.Seen.class)
@interface BrowserTest {

    class Seen implements AfterTestExecutionCallback {
        @Override
        public void afterTestExecution(ExtensionContext test) {
            test.getExecutionException().ifPresent(failure -> Browser.open()
                    .forEach(browser ->
                            System.err.println(test.getDisplayName() + " failed, and saw " + browser.seen())));
        }
    }
}
