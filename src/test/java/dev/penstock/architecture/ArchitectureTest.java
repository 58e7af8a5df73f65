package dev.penstock.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The layer rules of docs/ARCHITECTURE.md; each is shown to catch a planted violation. */
class ArchitectureTest {
    private static final String ROOT = "dev.penstock";
    private static final String PLANTED = "dev.penstock.planted";

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);
    private static final JavaClasses PLANTED_CLASSES =
            new ClassFileImporter().importPackages(PLANTED);

    @Test
    void aLayerUsesOnlyWhatStandsAboveIt() {
        new ArchitectureRules(ROOT).layers().check(MAIN);
        assertCatches(ArchitectureRules::layers, "item.UsesTheWire");
    }

    @Test
    void everyPackageBelongsToALayer() {
        new ArchitectureRules(ROOT).everyPackageHasALayer().check(MAIN);
        assertCatches(ArchitectureRules::everyPackageHasALayer, "nowhere.Homeless");
    }

    @Test
    void packagesHaveNoCycles() {
        new ArchitectureRules(ROOT).noCycles().check(MAIN);
        assertCatches(ArchitectureRules::noCycles, "table.HalfOfACycle");
    }

    @Test
    void frameworksStayAtTheRim() {
        new ArchitectureRules(ROOT).frameworksStayAtTheRim().check(MAIN);
        assertCatches(ArchitectureRules::frameworksStayAtTheRim, "expression.UsesAFramework");
    }

    @Test
    void onlyLogChronicleKnowsTheQueueLibrary() {
        new ArchitectureRules(ROOT).oneUserOfTheQueueLibrary().check(MAIN);
        assertCatches(ArchitectureRules::oneUserOfTheQueueLibrary, "log.UsesTheQueueLibrary");
    }

    @Test
    void onlyPublishKafkaKnowsTheKafkaClient() {
        new ArchitectureRules(ROOT).oneUserOfTheKafkaClient().check(MAIN);
        assertCatches(ArchitectureRules::oneUserOfTheKafkaClient, "log.UsesTheKafkaClient");
    }

    @Test
    void clockChanceAndThreadsEnterThroughConstructors() {
        new ArchitectureRules(ROOT).clockAndChanceAreHandedIn().check(MAIN);
        for (String method : new String[] {"clock", "chance", "thread", "date", "environment"}) {
            assertCatches(
                    ArchitectureRules::clockAndChanceAreHandedIn, "tree.HelpsItself." + method);
        }
    }

    @Test
    void theWireNeverBlocks() {
        new ArchitectureRules(ROOT).theWireNeverBlocks().check(MAIN);
        for (String method : new String[] {"join", "locked", "file"}) {
            assertCatches(ArchitectureRules::theWireNeverBlocks, "wire.Endpoint." + method);
        }
    }

    private static void assertCatches(
            Function<ArchitectureRules, ArchRule> rule, String plantedName) {
        assertThatThrownBy(() -> rule.apply(new ArchitectureRules(PLANTED)).check(PLANTED_CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(PLANTED + "." + plantedName);
    }
}
