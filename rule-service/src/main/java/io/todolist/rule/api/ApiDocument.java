package io.todolist.rule.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.todolist.kit.http.InnerDocument;
import java.util.ArrayList;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * What annotations can't say in the OpenAPI document. Dev mode and tests have one, the packaged service has none. Quarkus takes
 * no filter that does not name the interface itself.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "rule-service",
                        version = "1",
                        description = "Todos of the caller. Every error is a problem (RFC 9457). A write may have an"
                                + " Idempotency-Key: it is done once, however often it is sent."))
public class ApiDocument extends InnerDocument implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.values().stream().filter(ApiDocument::isAnswer).forEach(ApiDocument::requireAll);
        Schema patch = OASFactory.createSchema()
                .description("JSON Merge Patch (RFC 7396): what is missing stays, null stands for the default")
                .addType(Schema.SchemaType.OBJECT)
                .properties(schemas.get("TodoInput").getProperties())
                .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
        document.getPaths()
                .getPathItem("/todos/{id}")
                .getPATCH()
                .getRequestBody()
                .getContent()
                .getMediaTypes()
                .values()
                .forEach(type -> type.schema(patch));
        super.filterOpenAPI(document);
    }

    /** What we read takes no field that it does not know. */
    private static boolean isAnswer(Schema schema) {
        return schema.getProperties() != null
                && schema.getRequired() == null
                && schema.getAdditionalPropertiesSchema() == null;
    }

    private static void requireAll(Schema schema) {
        schema.required(new ArrayList<>(schema.getProperties().keySet()));
    }
}
