package io.todolist.release.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Environment;
import io.todolist.release.walk.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Speaks to a version as the page does: with its cookies, and as a page of the same site. */
final class Browser {
    private static final String NAME = "release-replay";

    private final Network network;
    private final Address address;
    private final Map<String, String> cookies = new TreeMap<>();

    Browser(Network network, Address address) {
        this.network = network;
        this.address = address;
    }

    /** Nothing if there was no whole answer in time. */
    Optional<Heard> ask(String method, String target, Map<String, String> headers, JsonNode body)
            throws InterruptedException {
        RequestOptions options = options(method, target);
        headers.forEach(options::putHeader);
        Buffer bytes = body == null ? Buffer.buffer() : Buffer.buffer(Json.text(body));
        Optional<Heard> heard = network.ask(options, bytes);
        heard.ifPresent(answer -> answer.headers().getAll("set-cookie").forEach(this::keep));
        return heard;
    }

    private RequestOptions options(String method, String target) {
        String origin = address.url().getScheme() + "://" + address.url().getRawAuthority();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setAbsoluteURI(origin + target)
                .putHeader("User-Agent", NAME)
                .putHeader("Origin", origin)
                .putHeader("Sec-Fetch-Site", "same-origin");
        address.headers().forEach((name, value) -> options.putHeader(name, Environment.said(value)));
        if (!cookies.isEmpty()) {
            options.putHeader(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (address.via() != null) {
            URI via = URI.create("http://" + address.via());
            options.setServer(SocketAddress.inetSocketAddress(via.getPort(), via.getHost()));
        }
        return options;
    }

    /** Its other attributes do not matter: all requests go to one host, and are of one page. */
    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        String value = pair.length == 2 ? pair[1].trim() : "";
        boolean isOver = pair.length < 2 || cookie.toLowerCase(Locale.ROOT).matches(".*;\\s*max-age=0\\b.*");
        if (isOver) {
            cookies.remove(pair[0].trim());
        } else {
            cookies.put(pair[0].trim(), value);
        }
    }
}
