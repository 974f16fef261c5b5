package io.todolist.user.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.todolist.kit.http.InnerDocument;
import org.eclipse.microprofile.openapi.OASFilter;

/**
 * Dev mode and tests have an OpenAPI document, the packaged service has none. META-INF/openapi.yml is a part of it. Quarkus
 * takes no filter that does not name the interface itself.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument extends InnerDocument implements OASFilter {}
