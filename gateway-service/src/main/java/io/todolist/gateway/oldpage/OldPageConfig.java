package io.todolist.gateway.oldpage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

@ConfigMapping(prefix = "todolist.old-page")
interface OldPageConfig {

    /** Where a day begins and ends when the old page searches by day. It sends local times and does not say of where. */
    @WithDefault("Asia/Shanghai")
    ZoneId timeZone();
}
