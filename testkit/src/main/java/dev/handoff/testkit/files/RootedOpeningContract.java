package dev.handoff.testkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every way from a name below a root to an open file does (file-responses, groups I and L).
 * {@code \xNN} in a name is an octet, {@code -} as an outcome means missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 30, unit = TimeUnit.SECONDS) // an open that blocks on a FIFO never ends
public abstract class RootedOpeningContract {
  private Path root = Path.of("");

  /** Called by JUnit. */
  protected RootedOpeningContract() {}

  /** Opens a name below a root, reads everything, closes. */
  protected abstract Outcome open(Path root, Links links, boolean hiddenFiles, byte[] name)
      throws Exception;

  /** Whether a name may be any octets, or only what the JDK can spell. */
  protected abstract boolean namesAreOctets();

  /** Whether {@code any} goes as far as following links that only /proc can make. */
  protected abstract boolean followsMagicLinks();

  @BeforeAll
  void layOut(@TempDir Path temporary) throws IOException {
    root = ServedTree.layOut(temporary);
  }

  @AfterAll
  void tidyUp() throws IOException {
    ServedTree.dismantle(root);
  }

  @ParameterizedTest(name = "{0} {1}: {2} inside, {3} never, {4} any ({5})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          L6 | plain.txt                | plain     | plain     | plain     | a file
          L6 | empty.txt                | ''        | ''        | ''        | an empty one
          L6 | folder/deep.txt          | deep      | deep      | deep      | in a folder
          L2 | 100%.txt                 | percent   | percent   | percent   | nothing is decoded here
          L4 | na\\xc3\\xafve name.txt  | not ASCII | not ASCII | not ASCII | UTF-8 and a space

          L6 | in-relative              | deep      | -         | deep      | a link that stays inside
          L6 | in-absolute              | deep      | -         | deep      | also when it is absolute
          L6 | folder/in-climbing       | plain     | -         | plain     | .. in a link may stay inside
          L6 | in-folder/deep.txt       | deep      | -         | deep      | a link on the way
          L6 | in-folder-absolute/deep.txt | deep   | -         | deep      | an absolute link on the way
          L6 | in-twice                 | deep      | -         | deep      | a link to a link
          L7 | in-hidden                | in a hidden folder | - | in a hidden folder | the rule is for names, not for where links lead
          L6 | out-relative             | -         | -         | secret    | a link that leads out
          L6 | out-absolute             | -         | -         | secret    | also when it is absolute
          L6 | out-folder/file.txt      | -         | -         | secret    | a folder outside
          L6 | out-twice                | -         | -         | secret    | a link to a link that leads out
          L6 | out-sibling              | -         | -         | secret    | root is no parent of root-of-others
          L6 | out-and-back             | plain     | -         | plain     | what counts is where the file lies
          L6 | loop                     | -         | -         | -         | a link to itself
          L6 | loop-a                   | -         | -         | -         | two links to each other
          L6 | dangling                 | -         | -         | -         | a link to nothing
          L8 | to-device                | -         | -         | -         | never a device, whatever links may do
          L6 | magic                    | -         | -         | *         | a link only /proc can make

          L8 | fifo                     | -         | -         | -         | and the open does not block
          L8 | device                   | -         | -         | -         | no device
          L8 | socket                   | -         | -         | -         | no socket
          L8 | folder                   | -         | -         | -         | no folder
          L8 | folder/                  | -         | -         | -         | no folder with a slash
          L8 | ''                       | -         | -         | -         | nor the root
          I8 | nothing.txt              | -         | -         | -         | no such file
          I8 | nothing/deep.txt         | -         | -         | -         | no such folder
          I8 | plain.txt/deep.txt       | -         | -         | -         | a file on the way
          I8 | plain.txt/               | -         | -         | -         | a file with a slash
          I8 | {300}                    | -         | -         | -         | a segment longer than 255
          I8 | {4096}                   | -         | -         | -         | longer than any name

          L1 | ../outside/file.txt      | -         | -         | -         | up and out
          L1 | folder/../../outside/file.txt | -    | -         | -         | down, up and out
          L1 | ..                       | -         | -         | -         | the folder above
          L1 | ..\\x5coutside\\x5cfile.txt | -      | -         | -         | backslashes
          L1 | ..;/outside/file.txt     | -         | -         | -         | a path parameter
          L2 | %2e%2e/outside/file.txt  | -         | -         | -         | a literal name
          L3 | plain.txt\\x00           | -         | -         | -         | NUL does not end the name
          L3 | \\x00                    | -         | -         | -         | NUL alone
          L4 | \\xc0\\xae\\xc0\\xae/outside/file.txt | - | -     | -         | overlong dots
          L4 | \\xff\\xfe.txt           | -         | -         | -         | no UTF-8 at all
          L5 | plain.txt\\x0d\\x0aSet-Cookie: a=b | - | -        | -         | line ends in a name
          L9 | C:/plain.txt             | -         | -         | -         | a drive
          L9 | C:plain.txt              | -         | -         | -         | a name on a drive
          L9 | \\x5c\\x5chost\\x5cplain.txt | -     | -         | -         | UNC
          L9 | NUL                      | -         | -         | -         | a device
          L9 | folder/con               | -         | -         | -         | a device in a folder
          L9 | plain.txt::$DATA         | -         | -         | -         | a stream
          L9 | plain.txt.               | -         | -         | -         | a dot that Windows drops
          """)
  void opensOrNot(String id, String name, String inside, String never, String any, String why)
      throws Exception {
    byte[] octets = octets(name);
    assertOutcome(open(root, Links.INSIDE, false, octets), inside);
    assertOutcome(open(root, Links.NEVER, false, octets), never);
    if (any.equals("*")) {
      assertThat(open(root, Links.ANY, false, octets))
          .isInstanceOf(followsMagicLinks() ? Outcome.Opened.class : Outcome.Missing.class);
    } else {
      assertOutcome(open(root, Links.ANY, false, octets), any);
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2} when allowed, else missing")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          L7 | .hidden.txt            | hidden
          L7 | .folder/file.txt       | in a hidden folder
          L7 | folder/..two-dots.txt  | hidden, does not climb
          """)
  void hiddenNamesAreRefusedUnlessAllowed(String id, String name, String allowed) throws Exception {
    assertOutcome(open(root, Links.INSIDE, false, octets(name)), "-");
    assertOutcome(open(root, Links.INSIDE, true, octets(name)), allowed);
  }

  @ParameterizedTest(name = "L1 {0} is no hidden file")
  @ValueSource(strings = {"..", "../outside/file.txt", "..;/outside/file.txt"})
  void allowingHiddenFilesDoesNotAllowClimbing(String name) throws Exception {
    assertOutcome(open(root, Links.INSIDE, true, octets(name)), "-");
    assertOutcome(open(root, Links.ANY, true, octets(name)), "-");
  }

  @ParameterizedTest(name = "{0} {1} looks the same as a name that does not exist")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          I7 | unreadable.txt
          I7 | closed/file.txt
          """)
  void whatMayNotBeReadIsMissing(String id, String name) throws Exception {
    assumeThat(Files.isReadable(root.resolve("unreadable.txt")))
        .as("the superuser reads everything")
        .isFalse();
    assertOutcome(open(root, Links.INSIDE, false, octets(name)), "-");
  }

  @Test
  void octetsThatAreNoTextAreANameWhereTheSystemSaysSo() throws Exception {
    byte[] latin1 = octets("caf\\xe9.txt");
    Process shell =
        new ProcessBuilder("sh", "-c", "printf Latin-1 > \"$(printf 'caf\\351.txt')\"")
            .directory(root.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();

    assertOutcome(open(root, Links.INSIDE, false, latin1), namesAreOctets() ? "Latin-1" : "-");
  }

  @Test
  void sizeAndTimeAreThoseOfTheFileThatWasOpened() throws Exception {
    Instant modified = Instant.parse("2026-01-02T03:04:05.123456789Z");
    Files.setLastModifiedTime(root.resolve("plain.txt"), FileTime.from(modified));

    assertThat(open(root, Links.INSIDE, false, octets("plain.txt")))
        .isEqualTo(new Outcome.Opened("plain", 5, modified));
  }

  @Test
  void aRootThatIsALinkIsTheFolderItLeadsTo() throws Exception {
    Path link = Files.createSymbolicLink(root.resolveSibling("current"), root);

    assertOutcome(open(link, Links.NEVER, false, octets("folder/deep.txt")), "deep");
    assertOutcome(open(link, Links.INSIDE, false, octets("in-absolute")), "deep");
    assertOutcome(open(link, Links.INSIDE, false, octets("out-relative")), "-");
  }

  private void assertOutcome(Outcome outcome, String expected) {
    if (expected.equals("-")) {
      assertThat(outcome).isInstanceOf(Outcome.Missing.class);
      // It goes to a log: on one line, and without a name somebody chose.
      assertThat(((Outcome.Missing) outcome).reason()).isNotBlank().matches("\\P{Cntrl}*");
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Opened.class);
      Outcome.Opened opened = (Outcome.Opened) outcome;
      assertThat(opened.content()).isEqualTo(expected);
      assertThat(opened.size()).isEqualTo(expected.length());
    }
  }

  /** {@code \xNN} is an octet, {@code {N}} a name of N letters. */
  private static byte[] octets(String text) {
    if (text.startsWith("{")) {
      return "a"
          .repeat(Integer.parseInt(text.substring(1, text.length() - 1)))
          .getBytes(StandardCharsets.US_ASCII);
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)) {
        octets.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        octets.write(text.charAt(i));
      }
    }
    return octets.toByteArray();
  }
}
