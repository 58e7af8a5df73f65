package dev.penstock.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The rules that the packages below one root must keep. The root is a parameter so that each rule
 * can be proven on a planted violation below {@code dev.penstock.planted}.
 */
final class ArchitectureRules {
    private static final String[] VALUES = {"common", "error", "item", "table"};
    private static final String[] LOGIC = {"expression", "capacity", "log"};
    private static final String[] ENGINE = {
        "tree", "snapshot", "feed", "index", "expiry", "partition"
    };
    private static final String[] FEATURES = {"stream", "publish"};
    private static final String[] EDGE = {"wire", "telemetry"};
    private static final String[] SERVER = {"server"};

    private static final String[] FRAMEWORKS = {
        "io.quarkus..", "io.vertx..", "io.netty..", "io.smallrye..", "jakarta..", "com.fasterxml.."
    };

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    /** A layer uses itself and what stands above it, never what stands below it. */
    ArchRule layers() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("values")
                .definedBy(packages(VALUES))
                .layer("logic")
                .definedBy(packages(LOGIC))
                .layer("engine")
                .definedBy(packages(ENGINE))
                .layer("features")
                .definedBy(packages(FEATURES))
                .layer("edge")
                .definedBy(packages(EDGE))
                .layer("server")
                .definedBy(packages(SERVER))
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("edge")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("features")
                .mayOnlyBeAccessedByLayers("edge", "server")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("features", "edge", "server")
                .whereLayer("logic")
                .mayOnlyBeAccessedByLayers("engine", "features", "edge", "server");
    }

    /** Every package belongs to a layer: a new one is placed in this file first. */
    ArchRule everyPackageHasALayer() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        packages(
                                concat(
                                        concat(VALUES, LOGIC, ENGINE),
                                        concat(FEATURES, EDGE, SERVER))))
                .should()
                .resideInAPackage(root + "..")
                .allowEmptyShould(true)
                .as("every package belongs to a layer");
    }

    ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** A framework stays at the rim; feeds may be Mutiny's streams. */
    ArchRule frameworksStayAtTheRim() {
        return CompositeArchRule.of(frameworksStayOutOf()).and(onlyMutinyInFeeds());
    }

    private ArchRule onlyMutinyInFeeds() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".publish")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(FRAMEWORKS)
                                .and(
                                        DescribedPredicate.not(
                                                resideInAPackage("io.smallrye.mutiny.."))))
                .allowEmptyShould(true);
    }

    private ArchRule frameworksStayOutOf() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(packages(concat(EDGE, SERVER)))
                .and()
                .resideOutsideOfPackage(root + ".publish")
                .and()
                .resideOutsideOfPackage(root + ".publish.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .allowEmptyShould(true);
    }

    ArchRule oneUserOfTheKafkaClient() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".publish.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.smallrye.reactive.messaging..",
                        "org.eclipse.microprofile.reactive..")
                .allowEmptyShould(true);
    }

    ArchRule oneUserOfTheQueueLibrary() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".log.chronicle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .allowEmptyShould(true);
    }

    /** Clock, chance, environment and threads enter through constructors. */
    ArchRule clockAndChanceAreHandedIn() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(packages("common", "server"))
                .should()
                .callCodeUnitWhere(
                        call(System.class, "currentTimeMillis|nanoTime|getenv|exit|getProperty")
                                .or(call(Math.class, "random"))
                                .or(call(java.util.UUID.class, "randomUUID"))
                                .or(call(ThreadLocalRandom.class, "current"))
                                .or(call(Executors.class, ".*"))
                                .or(
                                        call(
                                                Thread.class,
                                                "<init>|ofPlatform|ofVirtual|startVirtualT.*"))
                                .or(constructorWithoutParameters(java.util.Random.class))
                                .or(constructorWithoutParameters(java.util.SplittableRandom.class))
                                .or(callIn("java.time..", "now")))
                .allowEmptyShould(true);
    }

    /** Event loops never block. TidyTest looks for synchronized blocks, which classes hide. */
    ArchRule theWireNeverBlocks() {
        ArchRule calls =
                noClasses()
                        .that()
                        .resideInAPackage(root + ".wire..")
                        .should()
                        .callCodeUnitWhere(
                                call(Thread.class, "sleep|join")
                                        .or(call(Object.class, "wait"))
                                        .or(call(Future.class, "get|join"))
                                        .or(call(CyclicBarrier.class, "await"))
                                        .or(
                                                callIn(
                                                        "java.util.concurrent..",
                                                        "await|acquire|take|lock")))
                        .orShould()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                "java\\.io\\.(File|RandomAccess).*|java\\.nio\\.file\\.Files")
                        .allowEmptyShould(true);
        ArchRule methods =
                noMethods()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideInAPackage(root + ".wire..")
                        .should()
                        .haveModifier(JavaModifier.SYNCHRONIZED)
                        .allowEmptyShould(true);
        return CompositeArchRule.of(calls).and(methods);
    }

    private static DescribedPredicate<JavaCall<?>> call(Class<?> owner, String nameRegex) {
        return JavaCall.Predicates.target(owner(assignableTo(owner)))
                .and(JavaCall.Predicates.target(nameMatching(nameRegex)));
    }

    private static DescribedPredicate<JavaCall<?>> callIn(String ownerPackage, String nameRegex) {
        return JavaCall.Predicates.target(owner(resideInAPackage(ownerPackage)))
                .and(JavaCall.Predicates.target(nameMatching(nameRegex)));
    }

    private static DescribedPredicate<JavaCall<?>> constructorWithoutParameters(Class<?> owner) {
        return call(owner, "<init>")
                .and(
                        JavaCall.Predicates.target(
                                DescribedPredicate.<CodeUnitCallTarget>describe(
                                        "without parameters",
                                        target -> target.getRawParameterTypes().isEmpty())));
    }

    private String[] packages(String... names) {
        return Arrays.stream(names).map(name -> root + "." + name + "..").toArray(String[]::new);
    }

    private static String[] concat(String[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
