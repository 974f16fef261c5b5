package io.todolist.gateway.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to the OpenAPI document, while the gateway is built, what is the same for all operations of a kind: with which statuses
 * they may end, and that those are problems. What only one operation can end with is said there.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
@OpenAPIDefinition(
        info = @Info(title = "Todolist", version = "1"),
        components =
                @Components(
                        schemas =
                                @org.eclipse.microprofile.openapi.annotations.media.Schema(
                                        name = "Problem",
                                        implementation = Problem.class)))
public class ApiDocument implements OASFilter {
    private static final String PROBLEM = "application/problem+json";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        List.of("HttpProblem", "HttpValidationProblem", "Violation")
                .forEach(document.getComponents()::removeSchema);
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> describe(path, method, operation)));
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        APIResponses responses = operation.getResponses();
        boolean hasInput = operation.getRequestBody() != null
                || (operation.getParameters() != null
                        && !operation.getParameters().isEmpty());
        if (hasInput) {
            add(responses, "400", "Something in the request is not as it should be");
        }
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            add(responses, "401", "Nobody is signed in, or the session is over");
        }
        if (method == PathItem.HttpMethod.GET) {
            removeGenerated(responses, "403");
        } else {
            add(
                    responses,
                    "403",
                    "The request comes from another site's page, or something that it has to prove is wrong");
        }
        if (path.contains("{")) {
            add(responses, "404", "The signed-in user has no such todo");
        }
        if (has(operation, "If-Match")) {
            add(responses, "412", "It is another version by now");
        }
        if (operation.getRequestBody() != null) {
            add(responses, "413", "The body is too long");
            add(responses, "415", "The body is of a type that is not expected here");
        }
        add(responses, "406", "No answer is of an accepted type");
        add(responses, "500", "A mistake of ours");
        add(responses, "502", "A service gave an answer that could not be understood");
        add(
                responses,
                "503",
                "A service can't be reached. With Retry-After nothing was done; without, that is not known");
        responses.getAPIResponses().forEach(ApiDocument::asProblem);
    }

    private static boolean has(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(one -> parameter.equals(one.getName()));
    }

    /** An operation that is not for everybody says so. */
    private static void removeGenerated(APIResponses responses, String status) {
        APIResponse said = responses.getAPIResponse(status);
        if (said != null && isGenerated(said.getDescription())) {
            responses.removeAPIResponse(status);
        }
    }

    /** Where an annotation of the operation has not said it already. */
    private static void add(APIResponses responses, String status, String description) {
        APIResponse said = responses.getAPIResponse(status);
        if (said == null || said.getContent() == null && isGenerated(said.getDescription())) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        }
    }

    private static boolean isGenerated(String description) {
        return List.of("Not Authorized", "Not Allowed", "Bad Request").contains(description);
    }

    private static void asProblem(String status, APIResponse response) {
        if (status.compareTo("400") < 0) {
            return;
        }
        Content content = OASFactory.createContent()
                .addMediaType(
                        PROBLEM,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Problem")));
        response.content(content);
        if (status.equals("429") || status.equals("503")) {
            Schema seconds = OASFactory.createSchema().addType(Schema.SchemaType.INTEGER);
            response.headers(Map.of(
                    "Retry-After",
                    OASFactory.createHeader().description("Seconds").schema(seconds)));
        }
    }
}
