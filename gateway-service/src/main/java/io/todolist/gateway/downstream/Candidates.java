package io.todolist.gateway.downstream;

import io.smallrye.config.ConfigMapping;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tries a release of the services behind the gateway with real requests, before it gets any traffic: a request with
 * {@code X-Todolist-Candidate: rule-service} is answered by that service's candidate. {@link CandidateKey} lets nobody ask
 * so but whoever releases. Where no candidate's address is configured, the header does nothing.
 */
@Provider
class Candidates implements ClientRequestFilter {
    /** Comes from the client's request by org.eclipse.microprofile.rest.client.propagateHeaders. */
    static final String HEADER = "X-Todolist-Candidate";

    @ConfigMapping(prefix = "todolist.candidate")
    interface Config {
        Optional<URI> ruleService();

        Optional<URI> userService();

        /** What a request for a candidate must carry; without it nobody may ask for one. */
        Optional<String> key();

        default boolean isConfigured() {
            return ruleService().isPresent() || userService().isPresent();
        }
    }

    private record Candidate(String name, URI address) {}

    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    Candidates(
            Config config,
            @ConfigProperty(name = "quarkus.rest-client.rule-service.url") URI rules,
            @ConfigProperty(name = "quarkus.rest-client.user-service.url") URI users) {
        config.ruleService().ifPresent(uri -> candidates.put(rules.getAuthority(), new Candidate("rule-service", uri)));
        config.userService().ifPresent(uri -> candidates.put(users.getAuthority(), new Candidate("user-service", uri)));
    }

    @Override
    public void filter(ClientRequestContext request) {
        String wanted = request.getHeaderString(HEADER);
        Candidate candidate =
                wanted == null ? null : candidates.get(request.getUri().getAuthority());
        if (candidate != null && candidate.name().equals(wanted)) {
            request.setUri(UriBuilder.fromUri(request.getUri())
                    .scheme(candidate.address().getScheme())
                    .host(candidate.address().getHost())
                    .port(candidate.address().getPort())
                    .build());
        }
    }
}
