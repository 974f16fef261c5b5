package io.todolist.system;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
        // Three services, two databases and a browser may share two busy cores.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    private static final Set<Browser> OPEN = ConcurrentHashMap.newKeySet();

    /** A narrower screen is one of a phone: it is touched, and its scroll bar takes no room. */
    private static final int PHONE = 500;

    final Page page;
    private final BrowserContext context;
    private final Said said = Todolist.running().said;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    Browser(String locale, int width) {
        this(locale, width, ColorScheme.LIGHT);
    }

    Browser(String locale, int width, ColorScheme colors) {
        this(locale, width, colors, null);
    }

    /** @param userAgent what it says of itself, if not that it is this Chromium */
    Browser(String locale, int width, ColorScheme colors, String userAgent) {
        context = CHROMIUM.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(Todolist.running().gateway.url())
                .setUserAgent(userAgent)
                .setLocale(locale)
                .setColorScheme(colors)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setIsMobile(width < PHONE)
                .setHasTouch(width < PHONE)
                .setViewportSize(width, 800));
        context.onRequest(request -> said.asked(request.url(), request.postData()));
        context.onResponse(answer -> {
            if (answer.ok()) {
                said.answeredWell(answer.url());
            }
        });
        page = tab();
        OPEN.add(this);
    }

    static Set<Browser> open() {
        return OPEN;
    }

    /** In English, wide, with somebody new signed in. */
    static Browser signedIn() {
        Browser browser = new Browser("en-US", 1280);
        browser.register();
        return browser;
    }

    /** Another tab of the same browser. */
    Page tab() {
        Page page = context.newPage();
        watch(page);
        return page;
    }

    /** Somebody new is signed in; returns the name. */
    String register() {
        String name = "page-" + UUID.randomUUID().toString().substring(0, 13);
        call("POST", "/api/users", Map.of("name", name, "password", Visitor.PASSWORD));
        return name;
    }

    /** With the cookies of this browser, as the page would ask. */
    JsonObject call(String method, String path, Map<String, ?> body) {
        RequestOptions options = RequestOptions.create().setMethod(method);
        APIResponse answer = context.request().fetch(path, body == null ? options : options.setData(body));
        said.asked(answer.url(), body == null ? null : new Gson().toJson(body));
        said.answered(answer.url(), answer.text());
        if (!answer.ok()) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        return answer.status() == 204
                ? null
                : JsonParser.parseString(answer.text()).getAsJsonObject();
    }

    void add(String... names) {
        for (String name : names) {
            call("POST", "/api/todos", Map.of("name", name));
        }
    }

    private void watch(Page page) {
        page.onConsoleMessage(message -> {
            // A refused sign-in is a 401, which the browser reports by itself.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequestFailed(request -> refusals.add(request.method() + " " + request.url() + " " + request.failure()));
        page.onResponse(answer -> {
            if (answer.status() >= 400) {
                refusals.add(answer.request().method() + " " + answer.url() + " " + answer.status());
            }
        });
    }

    /** What a person would see, and what went wrong before: for whoever asks why a test failed on another machine. */
    String seen() {
        return page.url() + "\n" + page.innerText("body") + "\nrefused or failed: " + refusals + "\ncomplaints: "
                + complaints;
    }

    /**
     * The access token is over; what is left is the session. Not by clearCookies: that takes all cookies away and puts the others
     * back, and what the page asks for in between comes from nobody.
     */
    void tenMinutesLater() {
        context.addCookies(List.of(new Cookie("jwtToken", "over")
                .setUrl(Todolist.running().gateway.url())
                .setExpires(1)));
    }

    BrowserContext context() {
        return context;
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
        OPEN.remove(this);
        context.cookies().forEach(cookie -> said.note(cookie.value));
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
