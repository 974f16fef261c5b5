package io.todolist.gateway.downstream;

import jakarta.inject.Singleton;

/** The service of the users and their sessions. */
@Singleton
public class UserService extends Downstream {

    UserService(DownstreamConfig config) {
        super("user-service", config);
    }
}
