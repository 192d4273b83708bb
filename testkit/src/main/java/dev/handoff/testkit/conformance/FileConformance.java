package dev.handoff.testkit.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.handoff.conformance.CannotAskException;
import dev.handoff.conformance.Case;
import dev.handoff.conformance.Conformance;
import dev.handoff.conformance.Group;
import dev.handoff.conformance.Result;
import dev.handoff.conformance.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What a correct answer with a file is, as tests of your own server: extend it, say in {@link
 * #conformance()} where the file is, and every case is a test named by its statement. What cannot
 * be asked there is skipped with the reason; a failure shows the exchange and a curl command.
 *
 * {@snippet :
 * class DownloadConformanceTest extends FileConformance {
 *   @Override
 *   protected Conformance conformance() throws IOException {
 *     return Conformance.of(server.url("/files/data.bin"), copy);
 *   }
 * }
 * }
 *
 * <p>A file of at least 1000 octets, last modified a minute ago or earlier, lets all be asked.
 */
public abstract class FileConformance {
  /** For classes that say where the file is. */
  protected FileConformance() {}

  /** Where the file is, and a copy of it. The server must run by then. */
  protected abstract Conformance conformance() throws IOException;

  /**
   * Ids of statements that are known not to hold, such as {@code C6}: their tests are skipped while
   * they fail, and fail once they hold, so that the list stays true.
   */
  protected Set<String> knownToFail() {
    return Set.of();
  }

  @TestFactory
  Stream<DynamicContainer> statements() throws IOException, CannotAskException {
    Subject subject = conformance().begin();
    Set<String> known = knownToFail();
    Map<Group, List<Case>> groups =
        subject.cases().stream()
            .filter(one -> !known.contains(one.id()))
            .collect(Collectors.groupingBy(Case::group, TreeMap::new, Collectors.toList()));
    Stream<DynamicContainer> asked =
        groups.entrySet().stream()
            .map(group ->
                dynamicContainer(
                    group.getKey() + ": " + group.getKey().title(),
                    group.getValue().stream().map(one -> test(subject, one))));
    return known.isEmpty() ? asked : Stream.concat(asked, Stream.of(known(subject, known)));
  }

  private static DynamicTest test(Subject subject, Case one) {
    String name =
        "%s %s: %s (%s)"
            .formatted(one.id(), one.statement().sentence(), subject.shown(one), one.why());
    return dynamicTest(name, () -> judge(subject, one));
  }

  private static void judge(Subject subject, Case one) throws IOException, CannotAskException {
    Result result = subject.ask(one);
    if (result instanceof Result.NotApplicable not) {
      throw new TestAbortedException(one.id() + " cannot be asked: " + not.reason());
    }
    if (result instanceof Result.Failed failed) {
      throw new AssertionFailedError(message(one, failed));
    }
  }

  private static String message(Case one, Result.Failed failed) {
    return """
    %s: %s (%s, %s)
    expected: %s
    came:     %s

    %s

    %s

    %s
    """
        .formatted(
            one.id(),
            one.statement().sentence(),
            one.statement().reference(),
            one.statement().demand(),
            failed.evidence().expected(),
            failed.seen(),
            failed.evidence().request(),
            failed.evidence().answer(),
            failed.evidence().curl());
  }

  private static DynamicContainer known(Subject subject, Set<String> ids) {
    return dynamicContainer(
        "known to fail",
        ids.stream().sorted().map(id -> dynamicTest(id, () -> stillFails(subject, id))));
  }

  private static void stillFails(Subject subject, String id)
      throws IOException, CannotAskException {
    List<Case> cases = subject.cases().stream().filter(one -> one.id().equals(id)).toList();
    if (cases.isEmpty()) {
      throw new AssertionFailedError(id + " is not asked: take it out of knownToFail()");
    }
    for (Case one : cases) {
      if (subject.ask(one) instanceof Result.Failed failed) {
        throw new TestAbortedException(id + " is known to fail: " + failed.seen());
      }
    }
    throw new AssertionFailedError(id + " holds now: take it out of knownToFail()");
  }
}
