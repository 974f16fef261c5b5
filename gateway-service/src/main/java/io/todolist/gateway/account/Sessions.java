package io.todolist.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The caller's sessions, those that were used last first. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Sessions(List<SessionInfo> items) {

    /**
     * @param device as the browser calls itself (User-Agent)
     * @param address where it was used from last
     * @param createdAt when it began, as in RFC 3339
     * @param lastUsedAt to about ten minutes
     * @param current whether it is that of the request
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SessionInfo(
            String id,
            @Schema(nullable = true) String device,
            @Schema(nullable = true) String address,
            @Schema(format = "date-time") String createdAt,
            @Schema(format = "date-time") String lastUsedAt,
            boolean current) {}
}
