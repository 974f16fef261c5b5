package io.todolist.gateway.page;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "todolist.page")
public interface PageConfig {

    /** A folder with another page's build, served instead of ours. */
    Optional<Path> folder();

    /** Addresses of the other revisions of this service while traffic is split, without a slash at the end. */
    Optional<List<URI>> siblings();
}
