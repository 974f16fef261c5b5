package io.todolist.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The bodies of rule-service. The gateway passes them on as they are; these records say in the OpenAPI document what they
 * look like, and the old page's API reads and writes some of them.
 */
public interface TodoBodies {
    enum Status {
        CLOSED,
        IN_PROGRESS,
        DONE,
        PAUSED
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Todo(
            @Schema(format = "uuid") String id,
            @Schema(maxLength = 200) String name,
            @Schema(maxLength = 10_000) String description,
            Status status,
            @Schema(description = "The day it should be done by", format = "date", nullable = true) String due,
            @Schema(description = "Place in the manual order, an opaque decimal") String position,
            @Schema(format = "date-time") String createdAt,
            @Schema(format = "date-time") String updatedAt,
            @Schema(description = "Since when the status is DONE", format = "date-time", nullable = true) String doneAt,
            @Schema(description = "When it was put in the bin", format = "date-time", nullable = true) String deletedAt,
            @Schema(description = "Raised by every change; also the ETag") int version) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @Schema(requiredProperties = {"items", "total", "totalIsExact", "size", "next"})
    record TodoPage(
            @Schema(
                            description =
                                    "Fewer than asked for where these have 256 KiB of text, unless the page was asked for"
                                            + " by number")
                    List<Todo> items,
            @Schema(description = "How many todos the whole list has; at least so many if `totalIsExact` is false")
                    long total,
            boolean totalIsExact,
            int size,
            @Schema(description = "Number of this page, from 1, if it was asked for by number", nullable = true)
                    Integer page,
            @Schema(description = "What the next page is `after`", nullable = true) String next) {}

    record Counts(
            Map<Status, Long> byStatus,
            @Schema(description = "Of all statuses, without the bin") long total,
            @Schema(description = "In the bin") long deleted) {}

    @Schema(requiredProperties = "name", additionalProperties = Schema.False.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewTodo(
            @Schema(ref = "TodoName") String name,
            @Schema(ref = "TodoDescription") String description,
            @Schema(nullable = true) Status status,
            @Schema(ref = "DueDay") String due) {}

    @Schema(
            description = "JSON Merge Patch (RFC 7396): what is missing keeps its value, null stands for the default",
            additionalProperties = Schema.False.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TodoChange(
            @Schema(ref = "TodoName") String name,
            @Schema(ref = "TodoDescription") String description,
            @Schema(nullable = true) Status status,
            @Schema(ref = "DueDay") String due) {}

    @Schema(
            description = "Exactly one of both: the todo that it goes directly before or after",
            minProperties = 1,
            maxProperties = 1,
            additionalProperties = Schema.False.class)
    record Move(@Schema(format = "uuid") String before, @Schema(format = "uuid") String after) {}

    @Schema(requiredProperties = "ids", additionalProperties = Schema.False.class)
    record Ids(@Schema(minItems = 1, maxItems = 1000) List<UUID> ids) {}

    @Schema(
            requiredProperties = {"ids", "status"},
            additionalProperties = Schema.False.class)
    record StatusChange(@Schema(minItems = 1, maxItems = 1000) List<UUID> ids, Status status) {}

    /** What many changes at once did. */
    record Report(
            @Schema(description = "As they are now, up to 256 KiB of text") List<Todo> todos,
            @Schema(description = "Those that were changed, too, and that the answer has no room for")
                    List<UUID> further,
            @Schema(description = "Unknown, or not where they were looked for") List<UUID> missing) {}

    enum What {
        CREATED,
        CHANGED,
        DELETED,
        RESTORED
    }

    @Schema(description = "What it was and what it became; null where there is none, such as no due day")
    record Difference(@Schema(nullable = true) String from, @Schema(nullable = true) String to) {}

    record HistoryEntry(
            @Schema(format = "date-time") String at,
            @Schema(description = "DELETED: put in the bin") What what,
            @Schema(description = "As the browser calls itself (User-Agent)", nullable = true) String device,
            @Schema(description = "If it changed", nullable = true) Difference name,
            @Schema(description = "If it changed", nullable = true) Difference status,
            @Schema(description = "If it changed", nullable = true) Difference due,
            @Schema(description = "Whether it changed") boolean description) {}

    record HistoryPage(
            @Schema(description = "The latest first") List<HistoryEntry> items,
            @Schema(description = "What the next page is `after`", nullable = true) String next) {}
}
