package io.todolist.user.session;

import io.quarkus.logging.Log;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.todolist.kit.postgres.Main;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A service that cannot sign refuses to start, instead of refusing the first sign-in. Comes before the check that all
 * services have, because it says more exactly what is wrong.
 */
@ApplicationScoped
class SigningKeyCheck {

    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start,
            SigningKey key,
            @ConfigProperty(name = Main.MIGRATES, defaultValue = "false") boolean migrates) {
        // Whoever migrates is not given the key.
        if (migrates) {
            return;
        }
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
