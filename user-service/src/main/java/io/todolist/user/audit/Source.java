package io.todolist.user.audit;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/** Where the current request comes from, as the gateway says; {@code null} what it does not say. */
@Singleton
public class Source {
    /** Set by the gateway, whatever its client says. */
    private static final String ADDRESS = "X-Todolist-Source";

    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_DEVICE = 256;

    private final HttpHeaders headers;

    Source(HttpHeaders headers) {
        this.headers = headers;
    }

    public String address() {
        String address = headers.getHeaderString(ADDRESS);
        return address == null || address.length() > LONGEST_ADDRESS ? null : address;
    }

    /** As the browser calls itself (User-Agent; RFC 9110, 10.1.5). */
    public String device() {
        String device = headers.getHeaderString(HttpHeaders.USER_AGENT);
        return device == null || device.length() <= LONGEST_DEVICE ? device : device.substring(0, LONGEST_DEVICE);
    }
}
