package io.todolist.gateway.downstream;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** The service of the users and their sessions. */
@Singleton
@Startup
public class UserService extends Downstream {

    UserService(DownstreamConfig config) {
        super("user-service", config);
    }
}
