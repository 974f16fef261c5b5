package io.todolist.kit.http;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * quarkus-resteasy-problem 3.21.0 reads a field that Quarkus has removed since. On the JVM that code is never run, because
 * mappers of ours answer 401 before it; a native executable links all code when it is built. Goes with the next release.
 */
@TargetClass(className = "io.quarkiverse.resteasy.problem.security.HttpUnauthorizedUtils")
final class Target_HttpUnauthorizedUtils {
    private Target_HttpUnauthorizedUtils() {}

    @Substitute
    static Uni<HttpProblem> toProblem(RoutingContext context, Exception e) {
        return Uni.createFrom()
                .item(HttpProblem.builder()
                        .withStatus(401)
                        .withTitle("Unauthorized")
                        .build());
    }
}
