package io.quarkus.smallrye.openapi.runtime;

import io.quarkus.arc.Unremovable;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI document is made when somebody asks for it. Quarkus 3.31 and later make it while a service starts, which took
 * 15 % of the CPU until the first answer (quarkusio/quarkus#54826; a release with its mending needs no such class). It is in
 * Quarkus' package, because what it overrides is not public; in dev mode and tests that is another class loader's.
 */
@Alternative
@Priority(1)
@Singleton
@Unremovable
@IfBuildProfile("prod")
class LazyOpenApiDocument extends OpenApiDocumentService {
    private Runnable preparation = () -> {};

    @Override
    synchronized void prepareDocument(
            AutoSecurityFilter security, Map<RunStage, List<String>> filters, String document) {
        preparation = () -> super.prepareDocument(security, filters, document);
    }

    @Override
    public synchronized byte[] getDocument(String document, Format format) {
        preparation.run();
        preparation = () -> {};
        return super.getDocument(document, format);
    }
}
