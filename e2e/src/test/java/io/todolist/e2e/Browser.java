package io.todolist.e2e;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Headless Chromium (BROWSER, one on the PATH, or Playwright's own) that finds the product's name at the ingress without
 * any DNS.
 */
final class Browser implements AutoCloseable {
    final Page page;
    private final Playwright playwright;
    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();

    Browser() {
        // A service may have to start first.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        Optional<Path> installed = installed();
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(installed.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of()));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setArgs(List.of(
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--host-resolver-rules=MAP " + Product.host() + ":80 " + Settings.INGRESS));
        installed.ifPresent(options::setExecutablePath);
        context = playwright
                .chromium()
                .launch(options)
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setBaseURL("http://" + Product.host())
                        .setLocale("en-US"));
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // What the browser itself says where nobody is signed in, and about an ingress without TLS.
            if (message.type().equals("error")
                    && !message.text().startsWith("Failed to load resource: the server responded with a status of 401")
                    && !message.text().startsWith("The Cross-Origin-Opener-Policy header has been ignored")) {
                complaints.add(message.text());
            }
        });
    }

    /** Who was signed in elsewhere is signed in here, too. */
    void signIn(Visitor visitor) {
        context.addCookies(visitor.session().entrySet().stream()
                .map(cookie -> new Cookie(cookie.getKey(), cookie.getValue()).setUrl("http://" + Product.host()))
                .toList());
    }

    /** As on a first visit: every file is asked for again. */
    void forgetFiles() {
        JsonObject disabled = new JsonObject();
        disabled.addProperty("cacheDisabled", true);
        CDPSession session = context.newCDPSession(page);
        // Without this the next one is accepted and does nothing.
        session.send("Network.enable");
        session.send("Network.setCacheDisabled", disabled);
    }

    /** Errors of scripts and violations of the content security policy. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        context.close();
        playwright.close();
    }

    private static Optional<Path> installed() {
        Stream<Path> named = Stream.ofNullable(System.getenv("BROWSER")).map(Path::of);
        Stream<Path> onPath = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)));
        return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
    }
}
