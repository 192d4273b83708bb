package dev.handoff.gateway.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A journal gives back what was appended and not sent, in order, whatever happened in between. */
class JournalTest {
  private static final long MB = 1 << 20;

  @TempDir Path folder;

  @Test
  void whatWasNotSentSurvives() throws IOException {
    try (Journal journal = Journal.open(folder, MB)) {
      journal.append(texts("a", "b", "c"));
      journal.sent(journal.peek(1, MB));
      assertThat(journal.waiting()).isEqualTo(2);
    }
    try (Journal journal = Journal.open(folder, MB)) {
      assertThat(journal.waiting()).isEqualTo(2);
      journal.append(texts("d"));
      assertThat(all(journal)).containsExactly("b", "c", "d");
      journal.sent(journal.peek(10, MB));
      assertThat(journal.waiting()).isZero();
    }
    try (Journal journal = Journal.open(folder, MB)) {
      assertThat(all(journal)).isEmpty();
      assertThat(segments()).as("what was sent leaves no file").isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} octets cut off: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1   | a b | the last record is short
          9   | a b | nothing of it but half a head
          10  | a   | the head of the last is gone, and one octet before it
          28  |     | not even the first is whole
          40  |     | the file's own head is cut
          """)
  void aTornTailIsAsIfItWereNotThere(int cut, String left, String reason) throws IOException {
    try (Journal journal = Journal.open(folder, MB)) {
      journal.append(texts("a", "b", "c"));
    }
    Path segment = segments().getFirst();
    byte[] octets = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(octets, Math.max(0, octets.length - cut)));
    try (Journal journal = Journal.open(folder, MB)) {
      journal.append(texts("after"));
      List<String> expected = new ArrayList<>();
      if (left != null) {
        expected.addAll(List.of(left.split(" ")));
      }
      expected.add("after");
      assertThat(all(journal)).as(reason).isEqualTo(expected);
    }
  }

  @Test
  void garbageIsNeverTakenForAReceipt() throws IOException {
    byte[] sound;
    try (Journal journal = Journal.open(folder, MB)) {
      journal.append(texts("a", "b", "c"));
    }
    Path segment = segments().getFirst();
    sound = Files.readAllBytes(segment);
    for (int i = 0; i < sound.length; i++) {
      byte[] garbled = sound.clone();
      garbled[i] ^= 0x55;
      Files.write(segment, garbled);
      try (Journal journal = Journal.open(folder, MB)) {
        List<String> expected = List.of("a", "b", "c").subList(0, Math.max(0, (i - 8) / 9));
        assertThat(all(journal))
            .as("octet %d is garbled", i)
            .isEqualTo(i < 8 ? List.of() : expected);
      }
      Files.deleteIfExists(folder.resolve("sent"));
    }
  }

  @Test
  void aRecordThatIsGarbledWhileWeRunIsCountedAsLost() throws IOException {
    try (Journal journal = Journal.open(folder, MB)) {
      journal.append(texts("a", "b", "c"));
      Path segment = segments().getFirst();
      byte[] octets = Files.readAllBytes(segment);
      octets[octets.length - 1 - 9] ^= 1;
      Files.write(segment, octets, StandardOpenOption.WRITE);
      assertThat(all(journal)).containsExactly("a");
      assertThat(journal.takeDropped()).isEqualTo(2);
      assertThat(journal.waiting()).isEqualTo(1);
    }
  }

  @Test
  void theOldestGoWhenThereIsNoRoom() throws IOException {
    String receipt = "x".repeat(1000);
    try (Journal journal = Journal.open(folder, MB)) {
      for (int i = 0; i < 30; i++) {
        List<byte[]> hundred = new ArrayList<>();
        for (int j = 0; j < 100; j++) {
          hundred.add((i * 100 + j + " " + receipt).getBytes(UTF_8));
        }
        journal.append(hundred);
      }
      long dropped = journal.takeDropped();
      assertThat(dropped).isPositive();
      assertThat(dropped + journal.waiting()).isEqualTo(3000);
      assertThat(size()).isLessThanOrEqualTo(MB);
      assertThat(all(journal).getFirst()).startsWith(dropped + " ");
      assertThat(all(journal).getLast()).startsWith("2999 ");
      assertThat(journal.takeDropped()).as("told once").isZero();
    }
  }

  @Test
  void takesSoManyAndNotTooLongAtOnce() throws IOException {
    try (Journal journal = Journal.open(folder, MB)) {
      journal.append(texts("aa", "bb", "cc"));
      assertThat(journal.peek(2, MB).receipts()).hasSize(2);
      assertThat(journal.peek(9, 4).receipts()).hasSize(2);
      assertThat(journal.peek(9, 1).receipts()).as("at least one").hasSize(1);
    }
  }

  @Test
  void aFolderHasOneOwner() throws IOException {
    try (Journal journal = Journal.open(folder, MB)) {
      assertThat(journal.waiting()).isZero();
      assertThatThrownBy(() -> Journal.open(folder, MB))
          .hasMessageContaining("receipts.spool")
          .hasMessageContaining("another gateway");
    }
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Journal.open(file, MB)).hasMessageContaining("receipts.spool");
  }

  @Test
  void memoryIsBoundedToo() {
    MemorySpool spool = new MemorySpool(1000);
    for (int i = 0; i < 100; i++) {
      spool.append(texts("%068d".formatted(i)));
    }
    assertThat(spool.waiting()).isEqualTo(10);
    assertThat(spool.takeDropped()).isEqualTo(90);
    Spool.Waiting oldest = spool.peek(3, MB);
    spool.append(texts("%068d".formatted(100)));
    spool.sent(oldest);
    assertThat(spool.waiting()).as("one of the three was dropped meanwhile").isEqualTo(8);
  }

  private static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList();
  }

  private static List<String> all(Journal journal) throws IOException {
    return journal.peek(100_000, 1 << 30).receipts().stream()
        .map(receipt -> new String(receipt, UTF_8))
        .toList();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
  }

  private long size() throws IOException {
    long sum = 0;
    for (Path segment : segments()) {
      sum += Files.size(segment);
    }
    return sum;
  }
}
