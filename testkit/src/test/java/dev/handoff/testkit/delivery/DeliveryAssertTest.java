package dev.handoff.testkit.delivery;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Answer.Ending;
import dev.handoff.testkit.exchange.DeliveryClient;
import dev.handoff.testkit.exchange.FieldLine;
import dev.handoff.testkit.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an assertion asks, and what it makes of answers that are right in more than one way. */
final class DeliveryAssertTest {
  private final List<Request> asked = new ArrayList<>();

  /** The same to everything: 200 with these fields and two bytes. */
  private DeliveryAssert answering(String... fields) {
    List<FieldLine> lines = new ArrayList<>(List.of(FieldLine.of("Content-Length", "2")));
    for (String field : fields) {
      lines.add(new FieldLine(field));
    }
    byte[] body = {'o', 'k'};
    DeliveryClient client =
        request -> {
          asked.add(request);
          return new Answer("HTTP/1.1 200 OK", 200, lines, body, Ending.WHOLE, List.of());
        };
    return assertThatDelivery(client, "/file?a=b");
  }

  @ParameterizedTest(name = "{0}, Authorization {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          private                         | no  | private | so it says
          Private, Max-Age=60             | no  | private | names have no case
          no-store                        | no  | private | nobody stores it
          public, private                 | no  | private | RFC 9111 §3: private counts, whatever else is there
          max-age=60                      | no  | shared  | fresh for everybody
          max-age=0                       | no  | shared  | stored, if stale at once
          no-cache                        | no  | shared  | stored, and asked about
          s-maxage=0                      | no  | shared  | for shared caches above all
          x-private                       | no  | shared  | another word
          ext="a, private"                | no  | shared  | a word in a quoted string
          no-cache                        | yes | private | RFC 9111 §3.5: not stored for who was logged in
          no-cache, must-revalidate       | yes | shared  | §3.5, unless this is there
          public                          | yes | shared  | or this
          s-maxage=5                      | yes | shared  | or this
          """)
  void readsWhatCachesRead(String field, String authorized, String outcome, String why) {
    DeliveryAssert delivery = answering("Cache-Control: " + field);
    DeliveryAssert asking =
        authorized.equals("yes") ? delivery.withBasicAuth("alice", "secret") : delivery;
    if (outcome.equals("private")) {
      assertThatCode(asking::isPrivate).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(asking::isPrivate).hasMessageContaining("may be stored");
    }
  }

  @Test
  void aPlainGetIsAskedForOnce() {
    answering("ETag: \"a\"").hasStatus(200).hasSize(2).hasHeader("ETag").hasNoHeader("Server");
    assertThat(asked).hasSize(1);
    answering().with("Cookie", "a=1").hasStatus(200);
    assertThat(asked).hasSize(2);
    assertThat(asked.get(1).fields()).isEqualTo(List.of(new FieldLine("Cookie: a=1")));
  }

  @Test
  void aDescriptionStays() {
    assertThatThrownBy(() -> answering().as("the report").withHeader("A", "b").hasStatus(404))
        .hasMessageStartingWith("[the report] /file?a=b is answered with 200, not 404");
  }

  @Test
  void somethingMissingIsBesideTheFileOrWhereTheTestSays() {
    answering().neverLeaks();
    assertThat(asked.get(asked.size() - 1).target()).isEqualTo("/file-no-such-file?a=b");
    answering().whereMissingIs("/download/999").neverLeaks();
    assertThat(asked.get(asked.size() - 1).target()).isEqualTo("/download/999");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThatThrownBy(() -> answering().hasSha256("abc")).hasMessageContaining("64 hexadecimal");
    assertThatThrownBy(() -> answering().neverLeaks(" ")).hasMessageContaining("blank");
    assertThatThrownBy(() -> answering().survivesParallelSegments(1))
        .hasMessageContaining("at least 2");
    assertThatThrownBy(() -> assertThatDelivery(request -> null, "file"))
        .hasMessageContaining("begins with a slash");
    assertThatThrownBy(() -> assertThatDelivery("/file")).hasMessageContaining("absolute URL");
  }
}
