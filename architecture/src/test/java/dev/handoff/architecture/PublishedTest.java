package dev.handoff.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.handoff.core.handoff.RedirectMap;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users get: names that every JVM language can call, and a BOM that names all of it. */
@TestInstance(Lifecycle.PER_CLASS)
final class PublishedTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Words that need quoting, or cannot be a name: hard keywords of these languages. */
  private static final Set<String> KEYWORDS =
      Stream.of(
              // Kotlin
              "as break class continue do else false for fun if in interface is null object package return"
                  + " super this throw true try typealias typeof val var when while",
              // Scala 2 and 3
              "abstract case catch class def do else enum export extends false final finally for forSome"
                  + " given if implicit import lazy macro match new null object override package private"
                  + " protected return sealed super then this throw trait true try type val var while"
                  + " with yield",
              // Groovy
              "abstract as assert boolean break byte case catch char class const continue def default do"
                  + " double else enum extends false final finally float for goto if implements import in"
                  + " instanceof int interface long native new null package private protected public"
                  + " return short static strictfp super switch synchronized this threadsafe throw throws"
                  + " transient true try void volatile while")
          .flatMap(words -> Arrays.stream(words.split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  private final JavaClasses shipped =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.handoff");

  /**
   * What an app writes. The rest of core is exported for the modules of this project, which are
   * Java; there RFC words such as {@code type} stand.
   */
  private static final Set<String> CALLED_BY_APPS =
      Set.of(
          "dev.handoff.conformance",
          "dev.handoff.core.caching",
          "dev.handoff.core.digest",
          "dev.handoff.core.front",
          "dev.handoff.core.links",
          "dev.handoff.core.send",
          "dev.handoff.core.validators",
          "dev.handoff.files",
          "dev.handoff.servlet",
          "dev.handoff.testkit.conformance",
          "dev.handoff.testkit.delivery",
          "dev.handoff.testkit.files",
          "dev.handoff.testkit.front",
          "dev.handoff.testkit.mockmvc",
          "dev.handoff.testkit.store");

  /** There is {@code withHeader} for Scala, where this word is a keyword. */
  private static final String WITH =
      "dev.handoff.testkit.delivery.DeliveryAssert.with(java.lang.String, java.lang.String)";

  private boolean isCalledByApps(JavaClass type) {
    return CALLED_BY_APPS.contains(type.getPackageName()) || type.isEquivalentTo(RedirectMap.class);
  }

  @Test
  void noNameThatAppsCallIsAKeywordElsewhere() {
    Set<String> keywords =
        shipped.stream()
            .filter(this::isCalledByApps)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(type -> type.getMethods().stream())
            .filter(PublishedTest::isOpen)
            .filter(method -> KEYWORDS.contains(method.getName()))
            .map(JavaMethod::getFullName)
            .filter(name -> !name.equals(WITH))
            .collect(Collectors.toSet());
    assertThat(keywords).isEmpty();
  }

  @ParameterizedTest(name = "no package of {0} has to be quoted anywhere")
  @ValueSource(strings = {"core", "conformance", "files", "servlet", "testkit"})
  void packagesCanBeImportedInEveryLanguage(String module) throws IOException {
    Set<String> exported = exported(module);
    assertThat(exported).isNotEmpty();
    assertThat(exported.stream().flatMap(name -> Arrays.stream(name.split("\\."))))
        .doesNotContainAnyElementsOf(KEYWORDS);
  }

  @Test
  void whatAppsCallIsExported() throws IOException {
    Set<String> exported = new TreeSet<>();
    for (String module : List.of("core", "conformance", "files", "servlet", "testkit")) {
      exported.addAll(exported(module));
    }
    assertThat(exported).containsAll(CALLED_BY_APPS);
  }

  private static boolean isOpen(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        || method.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Set<String> exported(String module) throws IOException {
    try (var descriptor =
        Files.newInputStream(ROOT.resolve(module + "/target/classes/module-info.class"))) {
      return ModuleDescriptor.read(descriptor).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toSet());
    }
  }

  @Test
  void theBomNamesWhatIsPublishedAndNothingElse() throws IOException {
    Set<String> published = new TreeSet<>();
    for (String module : matches("<module>([a-z-]+)</module>", "pom.xml")) {
      String pom = Files.readString(ROOT.resolve(module + "/pom.xml"));
      if (!pom.contains("<maven.deploy.skip>true") && !module.equals("bom")) {
        published.add("handoff-" + module);
      }
    }
    Set<String> named =
        new TreeSet<>(matches("<artifactId>(handoff-[a-z-]+)</artifactId>", "bom/pom.xml"));
    named.remove("handoff-bom");
    assertThat(named).isEqualTo(published);
    assertThat(Files.readString(ROOT.resolve("bom/pom.xml")))
        .as("the version that the parent has")
        .contains("<version>" + matches("<version>([^<]+)</version>", "pom.xml").get(0));
  }

  private static List<String> matches(String pattern, String file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
