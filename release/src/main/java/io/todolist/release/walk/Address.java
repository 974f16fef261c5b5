package io.todolist.release.walk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.Map;

/**
 * Where a version answers.
 *
 * @param via HOST:PORT of what the connection goes to, where the host of the URL can't be resolved; null if it can
 * @param headers that each request has, too; $NAME stands for what the environment says, so that no file has a key
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Address(URI url, String via, Map<String, String> headers) {
    public Address {
        Plan.need(url != null && url.getHost() != null, "url: such as http://localhost:8080");
        Plan.need(via == null || via.matches("[^:]+:\\d{1,5}"), "via: HOST:PORT");
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }
}
