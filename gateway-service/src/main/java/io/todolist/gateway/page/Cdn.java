package io.todolist.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's script and style from a content delivery network. index.html names them there, with the hashes of ours (SRI), so
 * that a browser takes nothing else from there.
 */
@Singleton
public class Cdn {
    private static final String FILES = "/static/";
    private static final Pattern FILE = Pattern.compile("(src|href)=\"(" + FILES + "[^\"]+)\"");

    /**
     * In the document, because it has to work when nothing else has come. When a file is missing, has other content or takes too
     * long, both come from here; the style first, because the page looks whether it has one. The script moves to another
     * document, where it does nothing if it comes later, and ours is imported, because Trusted Types don't let a script get
     * another address.
     */
    private static final String FALL_BACK =
            """
            {
              const started = () => customElements.get('todo-app');
              const ours = (address) => address.slice(address.lastIndexOf('%s'));
              const fallBack = () => {
                const script = document.querySelector('script[integrity]');
                const style = document.querySelector('link[integrity]');
                if (!script || !style) return;
                document.implementation.createHTMLDocument().adoptNode(script);
                style.onload = style.onerror = () => started() || import(ours(script.src));
                style.href = ours(style.href);
              };
              addEventListener('error', ({ target }) => target.integrity && fallBack(), true);
              setTimeout(() => started() || fallBack(), 5000);
            }
            """
                    .formatted(FILES);

    private final Optional<URI> address;
    private volatile Buffer document;

    Cdn(PageConfig config) {
        address = config.folder().isPresent() ? Optional.empty() : config.cdn();
    }

    boolean isUsed() {
        return address.isPresent();
    }

    /** What the content security policy has to allow for scripts, beside ours. */
    public String scripts() {
        return isUsed() ? styles() + " '" + hash("SHA-256", FALL_BACK.getBytes(UTF_8)) + "'" : "";
    }

    /** And for styles. The characters that would end a part of the policy are encoded (CSP 3, 2.3.1). */
    public String styles() {
        return address.map(at -> " " + at + FILES)
                .orElse("")
                .replace(";", "%3B")
                .replace(",", "%2C");
    }

    void serve(RoutingContext context) {
        if (document != null) {
            end(context);
        } else {
            context.vertx()
                    .executeBlocking(this::make)
                    .onSuccess(made -> {
                        document = made;
                        end(context);
                    })
                    .onFailure(context::fail);
        }
    }

    private void end(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .end(document);
    }

    private Buffer make() {
        String ours = new String(resource("/index.html"), UTF_8);
        String theirs = FILE.matcher(ours).replaceAll(file -> Matcher.quoteReplacement(attributes(file)));
        return Buffer.buffer(theirs.replaceFirst(
                "<script", Matcher.quoteReplacement("<script>" + FALL_BACK + "</script>\n    <script")));
    }

    private String attributes(MatchResult file) {
        String path = file.group(2);
        return "%s=\"%s%s\" integrity=\"%s\" crossorigin"
                .formatted(file.group(1), address.get(), path, hash("SHA-384", resource(path)));
    }

    private static byte[] resource(String path) {
        try (InputStream resource = Cdn.class.getClassLoader().getResourceAsStream("META-INF/resources" + path)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As SRI and CSP write it. */
    private static String hash(String algorithm, byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(content);
            return algorithm.toLowerCase().replace("-", "") + "-"
                    + Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
