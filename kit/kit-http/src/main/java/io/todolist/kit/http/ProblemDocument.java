package io.todolist.kit.http;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to a service's OpenAPI document what is the same for all operations of a kind: with which statuses they may end, and
 * that those are problems (RFC 9457). What only one operation can end with is said there.
 */
public abstract class ProblemDocument implements OASFilter {
    private static final String PROBLEM = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components =
                document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
        document.components(components.addSchema(PROBLEM, problem()));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().values().forEach(one -> describe(path, one)));
    }

    private static void describe(String path, Operation operation) {
        APIResponses responses = operation.getResponses();
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody) {
            operation.getRequestBody().required(true);
        }
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        boolean hasParameters = !parameters.isEmpty();
        parameters.stream()
                .filter(one -> IdempotencyKey.HEADER.equals(one.getName()))
                .forEach(key -> key.getSchema().maxLength(IdempotencyKey.LONGEST));
        if (hasBody || hasParameters) {
            add(responses, "400", "Something in the request is not as it should be");
        }
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            add(responses, "401", "There is no access token, or it is not valid");
            add(responses, "403", "The access token is not for this");
        }
        if (path.contains("{")) {
            add(responses, "404", "The caller has no such thing");
        }
        add(responses, "406", "No answer is of an accepted type");
        if (parameters.stream().anyMatch(one -> "If-Match".equals(one.getName()))) {
            add(responses, "412", "It is another version by now");
        }
        if (hasBody) {
            add(responses, "413", "The body is too long");
            add(responses, "415", "The body is of a type that is not expected here");
        }
        add(responses, "500", "A mistake of ours");
        add(
                responses,
                "503",
                "The database is away or busy. With Retry-After nothing was done; without, that is not known");
        responses.getAPIResponses().forEach(ProblemDocument::asProblem);
    }

    /** Where an annotation of the operation has not said it already. */
    private static void add(APIResponses responses, String status, String description) {
        APIResponse said = responses.getAPIResponse(status);
        if (said == null || isGenerated(said.getDescription())) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        }
    }

    private static boolean isGenerated(String description) {
        return List.of("Not Authorized", "Not Allowed", "Bad Request").contains(description);
    }

    static void asProblem(String status, APIResponse response) {
        if (status.compareTo("400") < 0) {
            return;
        }
        response.content(OASFactory.createContent()
                .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM))));
        if (status.equals("429") || status.equals("503")) {
            response.headers(Map.of(
                    "Retry-After",
                    OASFactory.createHeader().description("Seconds").schema(of(SchemaType.INTEGER))));
        }
    }

    private static Schema problem() {
        Schema violation = of(SchemaType.OBJECT)
                .addProperty("field", of(SchemaType.STRING))
                .addProperty("in", of(SchemaType.STRING))
                .addProperty("message", of(SchemaType.STRING))
                .required(List.of("field", "in", "message"));
        return of(SchemaType.OBJECT)
                .description("RFC 9457")
                .addProperty("type", of(SchemaType.STRING).format("uri").description("about:blank if missing"))
                .addProperty("title", of(SchemaType.STRING))
                .addProperty("status", of(SchemaType.INTEGER))
                .addProperty("detail", of(SchemaType.STRING))
                .addProperty("instance", of(SchemaType.STRING).description("Path of the request"))
                .addProperty(TraceContext.KEY, of(SchemaType.STRING).description("Of the request's lines in the logs"))
                .addProperty(
                        "violations",
                        of(SchemaType.ARRAY).items(violation).description("What is wrong with which field"))
                .required(List.of("title", "status"));
    }

    private static Schema of(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
