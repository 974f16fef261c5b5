package io.todolist.gateway.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;

/** How often one source may ask for what needs no session. */
@ConfigMapping(prefix = "todolist.quotas")
interface Quotas {
    @WithParentName
    Map<SourceQuota.Kind, Quota> quotas();

    /** So many at once, and so many in each such time; by every pod of the gateway. */
    interface Quota {
        int most();

        Duration every();
    }
}
