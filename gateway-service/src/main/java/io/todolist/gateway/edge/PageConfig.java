package io.todolist.gateway.edge;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "todolist.page")
interface PageConfig {

    /** A folder with another page's build, served instead of ours. */
    Optional<Path> folder();
}
