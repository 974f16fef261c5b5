package io.todolist.rule.todo;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/** What the current request comes from: a change and its history have it in common. */
@Singleton
public class Device {
    /** As user-service keeps it of a session. */
    private static final int LONGEST = 256;

    /**
     * SQL: true, and tells the triggers of V8__history.sql the device, until the end of the transaction and not of the connection. By
     * a subselect PostgreSQL runs it once, before the first row is looked at.
     *
     * @param parameter that has the {@link #name}
     */
    public static String tell(String parameter) {
        return "(select set_config('todolist.device', %s, true)) is not null".formatted(parameter);
    }

    private final HttpHeaders headers;

    Device(HttpHeaders headers) {
        this.headers = headers;
    }

    /** As the browser calls itself (User-Agent; RFC 9110, 10.1.5), which the gateway passes on; empty if it does not say. */
    public String name() {
        String name = headers.getHeaderString(HttpHeaders.USER_AGENT);
        if (name == null) {
            return "";
        }
        return name.substring(0, Math.min(name.length(), LONGEST)).replace("\0", "");
    }
}
