package io.todolist.system;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Headless Chromium: the one that the environment variable BROWSER names, or one on the PATH, or else Playwright's own,
 * which it fetches. One visitor each, with cookies of their own; remembers what the page complained about.
 */
final class Browser implements AutoCloseable {
    private static final Playwright PLAYWRIGHT;
    private static final com.microsoft.playwright.Browser CHROMIUM;

    static {
        Optional<Path> installed = installed();
        Map<String, String> environment =
                installed.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
        PLAYWRIGHT = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setArgs(List.of("--disable-gpu", "--disable-background-networking", "--disable-component-update"));
        installed.ifPresent(options::setExecutablePath);
        CHROMIUM = PLAYWRIGHT.chromium().launch(options);
    }

    final Page page;
    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();

    Browser(String locale, int width) {
        context = CHROMIUM.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(Todolist.running().gateway.url())
                .setLocale(locale)
                .setViewportSize(width, 800));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // A refused sign-in is a 401, which the browser reports by itself.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** Errors of scripts and violations of the content security policy. */
    List<String> complaints() {
        return complaints;
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }

    private static Optional<Path> installed() {
        Stream<Path> named = Stream.ofNullable(System.getenv("BROWSER")).map(Path::of);
        Stream<Path> onPath = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)));
        return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
    }
}
