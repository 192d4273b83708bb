package dev.handoff.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may know whom: core ← files ← gateway ← cli, core ← files ← servlet ← spring, core ← testkit,
 * conformance ← testkit, conformance ← cli, and never back. What decides a response cannot even
 * read the file.
 */
// proves file-responses: D29
@TestInstance(Lifecycle.PER_CLASS)
final class ArrowsTest {
  private final JavaClasses shipped =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.handoff");

  @ParameterizedTest(name = "{0} knows the JDK and {1}")
  @MethodSource
  void knowsOnly(String module, String... others) {
    String[] allowed =
        Stream.concat(
                // javax.crypto is the JDK's (java.base): links and proofs are signed.
                Stream.of(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations..",
                    "dev.handoff." + module + ".."),
                Stream.of(others))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("dev.handoff." + module + "..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed))
        .allowEmptyShould(true)
        .check(shipped);
  }

  static Stream<Arguments> knowsOnly() {
    return Stream.of(
        Arguments.of("core", new String[] {}),
        // Not even core: a referee that reads dates and ranges with our code shares our mistakes.
        Arguments.of("conformance", new String[] {"javax.net.ssl.."}),
        // HttpClient is optional, and known to one package: files on other servers.
        Arguments.of(
            "files", new String[] {"dev.handoff.core..", "javax.net.ssl..", "org.apache.hc.."}),
        Arguments.of(
            "servlet",
            new String[] {"dev.handoff.core..", "dev.handoff.files..", "jakarta.servlet.."}),
        // The optional ones are guarded: an app starts without Actuator, Micrometer and Jetty.
        Arguments.of(
            "spring",
            new String[] {
              "dev.handoff.core..",
              "dev.handoff.files..",
              "dev.handoff.servlet..",
              "jakarta.servlet..",
              "org.springframework..",
              "org.apache.commons.logging..",
              "io.micrometer.observation..",
              "org.eclipse.jetty.."
            }),
        Arguments.of(
            "testkit",
            new String[] {
              "dev.handoff.conformance..",
              "dev.handoff.core..",
              "javax.net.ssl..",
              "org.assertj..",
              "org.junit..",
              "org.opentest4j..",
              "org.springframework..",
              "jakarta.servlet.."
            }),
        Arguments.of("gateway.config", new String[] {"dev.handoff.core..", "org.snakeyaml.."}));
  }

  @Test
  void onlyFilesOfOtherServersKnowAnHttpClient() {
    noClasses()
        .that()
        .resideInAPackage("dev.handoff..")
        .and()
        .resideOutsideOfPackage("dev.handoff.files.remote..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(shipped);
  }

  @Test
  void onlyItsMockMvcClientNeedsSpringInTheTestKit() {
    noClasses()
        .that()
        .resideInAPackage("dev.handoff.testkit..")
        .and()
        .resideOutsideOfPackage("dev.handoff.testkit.mockmvc..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta.servlet..")
        .check(shipped);
  }

  @Test
  void theDataPlaneDoesNotKnowTheProgram() {
    noClasses()
        .that()
        .resideInAPackage("dev.handoff.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.handoff.cli..", "picocli..")
        .check(shipped);
  }

  @Test
  void theDataPlaneDoesNotKnowServlets() {
    noClasses()
        .that()
        .resideInAPackage("dev.handoff.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.handoff.servlet..", "jakarta.servlet..")
        .check(shipped);
  }

  @Test
  void onlyTheStarterKnowsSpring() {
    noClasses()
        .that()
        .resideInAPackage("dev.handoff..")
        .and()
        .resideOutsideOfPackages("dev.handoff.spring..", "dev.handoff.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "dev.handoff.spring..")
        .check(shipped);
  }

  @Test
  void theProgramLeavesTheNetworkToTheDataPlane() {
    noClasses()
        .that()
        .resideInAPackage("dev.handoff.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(shipped);
  }

  @Test
  void coreTouchesNoFileNoSocketAndNoClock() {
    ArchRule pure =
        noClasses()
            .that()
            .resideInAPackage("dev.handoff.core..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Channel.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Files.class, File.class, Clock.class, Thread.class)
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(http\\..*|.*Socket.*|Inet.*|URL|URLConnection)")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");
    pure.check(shipped);
  }

  @ParameterizedTest(name = "no two packages of {0} need each other")
  @MethodSource
  void hasNoCycles(String module) {
    slices()
        .matching("dev.handoff." + module + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(shipped);
  }

  static Stream<String> hasNoCycles() {
    return Stream.of(
        "core", "conformance", "files", "servlet", "testkit", "spring", "gateway", "cli");
  }

  @Test
  void everyModuleWasLookedAt() {
    assertThat(shipped.stream().map(c -> c.getPackageName().split("\\.")[2]))
        .contains("core", "conformance", "files", "servlet", "spring", "gateway", "cli");
  }
}
