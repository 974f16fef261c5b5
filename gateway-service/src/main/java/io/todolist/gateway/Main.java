package io.todolist.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.todolist.gateway.downstream.EarlyWake;

/** Wakes the services behind the gateway first, and then starts it. Public, because the AOT-cached jar looks it up. */
@QuarkusMain
public class Main {
    public static void main(String... arguments) {
        EarlyWake.send();
        Quarkus.run(arguments);
    }
}
