package io.todolist.user.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.todolist.kit.http.ProblemDocument;

/** Dev mode and tests have an OpenAPI document, the packaged service has none. META-INF/openapi.yml is a part of it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument extends ProblemDocument {}
