package io.todolist.gateway.edge;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;

/**
 * Logs failures, in place of the problem extension. Refusals are the clients' business; a service that is down would fill
 * the log with stack traces that all say the same, so that only the unexpected has one.
 */
@Singleton
class ProblemLog implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getStatusCode() >= 500 && context.cause instanceof HttpProblem expected) {
            Throwable cause = expected.getCause() == null ? expected : expected.getCause();
            Log.warnf(
                    "%d %s: %s (%s)", expected.getStatusCode(), context.path, expected.getDetail(), cause.getMessage());
        } else if (problem.getStatusCode() >= 500) {
            Log.errorf(context.cause, "%d %s", problem.getStatusCode(), context.path);
        }
        return problem;
    }
}
