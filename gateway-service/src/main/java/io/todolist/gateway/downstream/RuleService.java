package io.todolist.gateway.downstream;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** The service of the todos; "rule" is their historical name. */
@Singleton
@Startup
public class RuleService extends Downstream {

    RuleService(DownstreamConfig config) {
        super("rule-service", config);
    }
}
