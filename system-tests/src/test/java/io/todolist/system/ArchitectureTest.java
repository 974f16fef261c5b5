package io.todolist.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the code is laid out: rooms that do not need each other in a circle, and a kit without any domain. */
class ArchitectureTest {
    private static final String ROOT = "io.todolist.";

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "rule", "user"})
    void aServiceLivesInItsOwnPackage(String service) {
        classes()
                .should()
                .resideInAnyPackage(ROOT + service + "..", "io.quarkus..")
                .because("io.quarkus is only for what overrides something that is not public there")
                .check(service(service));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "rule", "user"})
    void noPackagesOfAServiceNeedEachOtherInACircle(String service) {
        slices().matching(ROOT + service + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(service(service));
    }

    @Test
    void theKitHasNoEndpointAndNothingThatGoesOverTheWire() {
        noClasses().should().beMetaAnnotatedWith("jakarta.ws.rs.Path").check(kit());
        noClasses().should().beMetaAnnotatedWith("jakarta.persistence.Entity").check(kit());
        noClasses().should().beRecords().check(kit());
    }

    @Test
    void theKitKnowsNoService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "gateway..", ROOT + "rule..", ROOT + "user..")
                .check(kit());
    }

    private static JavaClasses service(String name) {
        return classesOf(Path.of("..", name + "-service"));
    }

    private static JavaClasses kit() {
        return classesOf(
                Path.of("..", "kit", "kit-native"),
                Path.of("..", "kit", "kit-http"),
                Path.of("..", "kit", "kit-postgres"),
                Path.of("..", "kit", "kit-events"),
                Path.of("..", "kit", "kit-test"));
    }

    private static JavaClasses classesOf(Path... modules) {
        Path[] folders = new Path[modules.length];
        for (int module = 0; module < modules.length; module++) {
            folders[module] = modules[module].resolve("target/classes");
        }
        JavaClasses found = new ClassFileImporter().importPaths(folders);
        assertFalse(found.isEmpty(), "nothing to look at");
        return found;
    }
}
