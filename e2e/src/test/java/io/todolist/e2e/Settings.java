package io.todolist.e2e;

import java.nio.file.Path;
import java.util.Optional;

/** What e2e/README.md lists. */
final class Settings {
    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    /** Where the images are, as the cluster's nodes name it. */
    static final String REGISTRY = required("E2E_REGISTRY");

    /** Address and port where the ingress takes http. */
    static final String INGRESS = required("E2E_INGRESS");

    static final Optional<String> POSTGRES_IMAGE = optional("E2E_POSTGRES_IMAGE");
    static final String HELLO_IMAGE = optional("E2E_HELLO_IMAGE").orElse("ghcr.io/knative/helloworld-go:latest");
    static final String CURL_IMAGE = optional("E2E_CURL_IMAGE").orElse("docker.io/curlimages/curl:8.17.0");

    /** This machine, as pods reach it. */
    static final Optional<String> MAIL_HOST = optional("E2E_MAIL_HOST");

    private static final boolean QUICK = optional("E2E_QUICK").isPresent();

    private Settings() {}

    static int times(int thorough, int quick) {
        return QUICK ? quick : thorough;
    }

    static boolean quick() {
        return QUICK;
    }

    private static String required(String name) {
        return optional(name).orElseThrow(() -> new IllegalStateException(name + " is not set, see e2e/README.md"));
    }

    private static Optional<String> optional(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
