package io.todolist.kit.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;

/**
 * Logs failures, in place of the problem extension. Refusals are the clients' business; a service that is down would fill
 * the log with stack traces that all say the same, so that only the unexpected has one; of one that is busy there is a line a
 * second, or writing them would keep it busier. That there is no mail here (501) is no failure.
 */
@Singleton
class ProblemLog implements ProblemPostProcessor {
    private final OncePerSecond busy = new OncePerSecond();

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (Problems.BUSY.equals(problem.getType()) && !busy.isFirst()) {
            return problem;
        }
        Throwable cause = context.cause;
        if (problem.getStatusCode() == 500 && !(cause instanceof HttpProblem)) {
            Log.errorf(cause, "500 %s", context.path);
        } else if (problem.getStatusCode() >= 500 && problem.getStatusCode() != 501) {
            Throwable reason = cause.getCause() == null ? cause : cause.getCause();
            Log.warnf(
                    "%d %s: %s (%s)", problem.getStatusCode(), context.path, problem.getDetail(), reason.getMessage());
        }
        return problem;
    }
}
