package io.todolist.gateway.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.http.ProblemDocument;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * What is the same for all operations of the gateway is added to its OpenAPI document while it is built. Quarkus takes only a
 * class for a filter that says itself that it is one.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument extends ProblemDocument implements OASFilter {
    private static final String FORBIDDEN = "403";

    /** The old page may send its bodies as forms, too, whose types a schema can't say. */
    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().getSchemas().values().stream()
                .filter(ApiDocument::isAnswer)
                .forEach(answer ->
                        answer.required(new ArrayList<>(answer.getProperties().keySet())));
        document.getPaths().getPathItems().values().forEach(item -> item.getOperations()
                .forEach(ApiDocument::describe));
        super.filterOpenAPI(document);
        document.getPaths().getPathItems().values().stream()
                .map(item -> item.getOperations().get(HttpMethod.GET))
                .filter(operation -> operation != null && isForEverybody(operation))
                .forEach(operation -> operation.getResponses().removeAPIResponse(FORBIDDEN));
    }

    /** A request says which fields it must have, and whether there may be others. */
    private static boolean isAnswer(Schema schema) {
        return schema.getProperties() != null
                && schema.getRequired() == null
                && schema.getAdditionalPropertiesSchema() == null;
    }

    private static void describe(HttpMethod method, Operation operation) {
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().getContent().removeMediaType(FORM);
        }
        APIResponses responses = operation.getResponses();
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            put(responses, "401", "Nobody is signed in, or the session is over");
        }
        if (method != HttpMethod.GET) {
            operation.addParameter(OASFactory.createParameter()
                    .name(IdempotencyKey.HEADER)
                    .in(Parameter.In.HEADER)
                    .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
            put(responses, FORBIDDEN, "A change must come from a page of this site, and some with the right password");
        }
        put(responses, "502", "A service gave an answer that could not be understood");
        put(
                responses,
                "503",
                "A service can't be reached. With Retry-After nothing was done; without, that is not known");
    }

    private static void put(APIResponses responses, String status, String description) {
        responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
    }

    private static boolean isForEverybody(Operation operation) {
        return operation.getSecurity() == null
                || operation.getSecurity().stream()
                        .flatMap(one -> one.getSchemes().values().stream())
                        .allMatch(roles -> roles == null || roles.isEmpty());
    }
}
