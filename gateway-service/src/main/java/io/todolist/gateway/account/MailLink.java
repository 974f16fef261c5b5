package io.todolist.gateway.account;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Where the links of mails lead: to a page that asks first, because programs that look at mails follow links, too. The token goes
 * on behind a #, so that the page's address is sent to nobody with it.
 */
final class MailLink {
    /** 32 bytes in base64url. Whatever else stands in its place is an address of nothing. */
    static final String TOKEN = "[A-Za-z0-9_-]{43}";

    private MailLink() {}

    static RestResponse<Void> to(String page, String token) {
        return RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.FOUND)
                .header(HttpHeaders.LOCATION, page + "#" + token)
                .build();
    }
}
