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

    /**
     * Where a content delivery network has what the build wrote to target/cdn, without a slash at the end. The build sets it by
     * its own cdn, which it checks.
     */
    Optional<URI> cdn();

    /** Addresses of the other revisions of this service while traffic is split, without a slash at the end. */
    Optional<List<URI>> siblings();
}
