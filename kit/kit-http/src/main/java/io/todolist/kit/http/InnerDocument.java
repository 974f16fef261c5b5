package io.todolist.kit.http;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The document of a service that only other services call: any operation may be refused by {@link CallerCheck}. */
public abstract class InnerDocument extends ProblemDocument {
    private static final String FORBIDDEN = "403";

    private static final String NO_KEY =
            "The caller is no service of this installation, where TODOLIST_CALLER_KEYS is set";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        super.filterOpenAPI(document);
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(InnerDocument::describe);
    }

    private static void describe(Operation operation) {
        APIResponse said = operation.getResponses().getAPIResponse(FORBIDDEN);
        if (said == null) {
            said = OASFactory.createAPIResponse().description(NO_KEY);
            asProblem(FORBIDDEN, said);
            operation.getResponses().addAPIResponse(FORBIDDEN, said);
        } else {
            said.description(said.getDescription() + ". Or: " + NO_KEY);
        }
    }
}
