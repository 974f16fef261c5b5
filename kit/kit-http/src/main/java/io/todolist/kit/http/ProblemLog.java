package io.todolist.kit.http;

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
        Throwable cause = context.cause;
        if (problem.getStatusCode() == 500 && !(cause instanceof HttpProblem)) {
            Log.errorf(cause, "500 %s", context.path);
        } else if (problem.getStatusCode() >= 500) {
            Throwable reason = cause.getCause() == null ? cause : cause.getCause();
            Log.warnf(
                    "%d %s: %s (%s)", problem.getStatusCode(), context.path, problem.getDetail(), reason.getMessage());
        }
        return problem;
    }
}
