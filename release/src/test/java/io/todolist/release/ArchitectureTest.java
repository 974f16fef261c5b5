package io.todolist.release;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How the code is laid out: the walk is pure, and what it walks on can be exchanged. */
class ArchitectureTest {
    private static final String ROOT = "io.todolist.release.";
    private final JavaClasses all = new ClassFileImporter().importPaths(Path.of("target/classes"));

    @Test
    void noPackagesNeedEachOtherInACircle() {
        assertFalse(all.isEmpty(), "nothing to look at");
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(all);
    }

    @Test
    void judgesKnowFiguresAndNothingElseOfARelease() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "judge")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.todolist.release..").and(not(resideInAPackage(ROOT + "judge"))))
                .check(all);
    }

    @Test
    void theWalkKnowsNoPlaceWhereVersionsRun() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "walk", ROOT + "judge", ROOT + "report", ROOT + "audit", ROOT + "gate")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "local", ROOT + "knative", ROOT + "command", "io.fabric8..", "io.vertx..")
                .check(all);
    }

    @Test
    void placesWhereVersionsRunKnowNothingOfEachOther() {
        slices().matching(ROOT + "(local|knative)")
                .should()
                .notDependOnEachOther()
                .check(all);
    }

    @Test
    void nothingButCommandsKnowsCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "command")
                .check(all);
    }
}
