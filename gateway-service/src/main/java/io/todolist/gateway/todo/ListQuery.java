package io.todolist.gateway.todo;

import io.todolist.gateway.api.TodoBodies.Status;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * The query parameters of a list of todos. They are passed on as they are; the fields say in the OpenAPI document what
 * rule-service makes of them.
 */
public class ListQuery {
    @Context
    UriInfo uri;

    @Parameter(
            description = "Only todos of these statuses; also separated by commas",
            allowEmptyValue = true,
            schema = @Schema(type = SchemaType.ARRAY, implementation = Status.class))
    @QueryParam("status")
    List<String> status;

    @Parameter(description = "Text in the name or the description, in any case", allowEmptyValue = true)
    @Schema(ref = "SearchText")
    @QueryParam("q")
    String text;

    @Parameter(description = "Text in the name, in any case", allowEmptyValue = true)
    @Schema(ref = "SearchText")
    @QueryParam("name")
    String name;

    @Parameter(description = "Text in the description, in any case", allowEmptyValue = true)
    @Schema(ref = "SearchText")
    @QueryParam("description")
    String description;

    @Parameter(description = "Day of the last change in the time zone `zone`", allowEmptyValue = true)
    @Schema(ref = "Day")
    @QueryParam("updatedOn")
    String updatedOn;

    @Parameter(
            description = "IANA name of a time zone; UTC if missing",
            example = "Asia/Shanghai",
            allowEmptyValue = true)
    @QueryParam("zone")
    String zone;

    @Parameter(description = "Due on this day or later", allowEmptyValue = true)
    @Schema(ref = "Day")
    @QueryParam("dueFrom")
    String dueFrom;

    @Parameter(description = "Due on this day or earlier", allowEmptyValue = true)
    @Schema(ref = "Day")
    @QueryParam("dueTo")
    String dueTo;

    @Parameter(
            description = "The bin instead of the list: what was deleted in the last 30 days, the latest first",
            allowEmptyValue = true)
    @Schema(type = SchemaType.BOOLEAN)
    @QueryParam("deleted")
    String deleted;

    @Parameter(description = "With a minus sign in front: descending", allowEmptyValue = true)
    @Schema(
            enumeration = {
                "position",
                "-position",
                "name",
                "-name",
                "due",
                "-due",
                "created",
                "-created",
                "updated",
                "-updated"
            },
            defaultValue = "position")
    @QueryParam("sort")
    String sort;

    @Parameter(description = "Todos a page", allowEmptyValue = true)
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20")
    @QueryParam("size")
    String size;

    @Parameter(description = "Page by number; one beyond the last page gives the last page", allowEmptyValue = true)
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "2147483647")
    @QueryParam("page")
    String page;

    @Parameter(
            description = "Page by cursor: `next` of the page before, not together with `page`",
            allowEmptyValue = true)
    @QueryParam("after")
    String after;

    public MultivaluedMap<String, String> all() {
        return uri.getQueryParameters();
    }
}
