package io.todolist.session;

import io.quarkus.logging.Log;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A service that cannot sign refuses to start, instead of refusing the first log in. */
@ApplicationScoped
class KeyCheck {

    void check(@Observes StartupEvent start, SigningKey key) {
        try {
            key.id();
        } catch (SigningKey.Unusable e) {
            Log.fatal("user-service cannot start. " + e.getMessage());
            // An exception of any other kind ends the start as well, under a stack trace.
            Quarkus.asyncExit(1);
            throw new PreventFurtherStepsException();
        }
    }
}
