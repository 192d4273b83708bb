package dev.handoff.gateway.deliver.store.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.deliver.store.RequestSigner.Signature;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ScriptedApp;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects stay inside: followed, judged, bounded. */
// proves handoff-protocol: I9
final class RedirectTest {
  private final ScriptedApp first = ScriptedApp.tcp();
  private final ScriptedApp second = ScriptedApp.tcp();
  private final Client client = new Client();
  private final String from = "http://127.0.0.1:" + first.port();
  private final String to = "http://127.0.0.1:" + second.port();
  private final Rules rules = Rules.open();

  @AfterEach
  void close() {
    client.close();
    first.close();
    second.close();
  }

  private static Answer redirect(int status, String location) {
    return Answer.text(status, "moved", "Location: " + location);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void isFollowedWithTheSameFields(int status) {
    first.always(redirect(status, to + "/b%2Fc?sig=x%3D"));
    second.always(Answer.text(200, "there"));

    Heard heard = client.get(rules.target(from + "/a"), new Field("Range", "bytes=0-1"));

    assertThat(heard.text()).isEqualTo("200 there");
    assertThat(heard.answeredBy()).isEqualTo(to);
    assertThat(second.onlyRequest().target()).isEqualTo("/b%2Fc?sig=x%3D");
    assertThat(second.onlyRequest().field("Range")).contains("bytes=0-1");
    assertThat(second.onlyRequest().field("Host")).contains("127.0.0.1:" + second.port());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 305, 306})
  void otherStatusesAreAnswers(int status) {
    first.always(redirect(status, to + "/b"));

    assertThat(client.get(rules.target(from + "/a")).status()).isEqualTo(status);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void onOneOriginTheConnectionIsUsedAgain() {
    first.on("/a", redirect(307, "/b"));
    first.on("/b", redirect(307, "/c"));
    first.on("/c", Answer.text(200, "there"));

    assertThat(client.get(rules.target(from + "/a")).text()).isEqualTo("200 there");
    assertThat(first.connections()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nowhere         | Server: x                      | FROM redirects (307) to nowhere
          another region  | x-amz-bucket-region: eu-west-1 | FROM redirects (307) to nowhere; its bucket is in region eu-west-1
          a strange region | x-amz-bucket-region: <b>      | FROM redirects (307) to nowhere
          two places      | Location: /a~Location: /b      | FROM redirects to two places at once
          what is refused | Location: http://refused.test/ | FROM redirects: no rule allows refused.example
          itself          | Location: /a                   | a redirect loop: FROM → FROM
          a private name  | Location: http://inside.test/  | may not connect to http://inside.test, which has only addresses that nobody named: 10.0.0.1 (10.0.0.0/8: private, RFC 1918); allow the address itself, or set private_addresses: allow
          metadata        | Location: http://169.254.169.254/latest/ | may not connect to http://169.254.169.254, which has only addresses that nobody named: 169.254.169.254 (169.254.0.0/16: link-local and instance metadata, RFC 3927); allow the address itself, or set private_addresses: allow
          """)
  void isNotFollowedTo(String where, String lines, String reason) {
    first.always(Answer.of(307, lines.split("~")));
    client.name("inside.test", List.of("10.0.0.1"));
    Rules rules = Rules.open().privateFor(origin -> origin.toString().equals(from));

    assertThat(client.get(rules.target(from + "/a")).text())
        .isEqualTo("failed: 502 " + reason.replace("FROM", from));
    assertThat(first.requests()).hasSize(1);
  }

  @Test
  void neverLeavesTls() {
    // Judged without a connection: rules that forget about schemes are not relied upon.
    var from = rules.target("https://store.test/a");
    var redirects = new Redirects(from);
    var head = new dev.handoff.gateway.http1.ResponseHead();
    read(head, "HTTP/1.1 302 x\r\nLocation: http://store.test/a\r\n\r\n");

    assertThat(redirects.next(from, head))
        .isEqualTo(
            new Redirects.Next.Stop(
                "https://store.test redirects from HTTPS to http://store.test"));
  }

  private static void read(dev.handoff.gateway.http1.ResponseHead head, String octets) {
    var reader = new dev.handoff.gateway.http1.HeadReader(head, 1000, 1000, 10);
    reader.restart(head);
    try {
      assertThat(
              reader.read(
                  io.netty.buffer.Unpooled.wrappedBuffer(
                      dev.handoff.gateway.wire.Octets.latin1(octets))))
          .isTrue();
    } catch (dev.handoff.gateway.http1.MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLoopIsNamedWithoutQueries() {
    first.always(redirect(302, to + "/b?X-Amz-Signature=secret"));
    second.always(redirect(302, from + "/a?token=secret"));

    assertThat(client.get(rules.target(from + "/a?token=secret")).text())
        .isEqualTo("failed: 502 a redirect loop: " + from + " → " + to + " → " + from);
  }

  @Test
  void moreThanTheMostIsTooMany() {
    first.on("/0", redirect(302, "/1?q=secret"));
    first.on("/1?q=secret", redirect(302, "/2"));
    first.on("/2", redirect(302, "/3"));
    first.on("/3", Answer.text(200, "there"));

    assertThat(client.get(rules.redirects(3).target(from + "/0")).text()).isEqualTo("200 there");
    assertThat(client.get(rules.redirects(2).target(from + "/0")).text())
        .isEqualTo("failed: 502 more than 2 redirects: " + String.join(" → ", from, from, from));
  }

  @Test
  void zeroMeansNone() {
    first.always(redirect(302, to + "/"));

    assertThat(client.get(rules.redirects(0).target(from + "/a")).text())
        .isEqualTo("failed: 502 " + from + " redirects (302); follow_redirects is 0");
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void credentialsDoNotCrossOrigins() {
    first.always(redirect(307, to + "/b"));
    second.always(Answer.text(200, "there"));
    Rules signing =
        rules.signing(
            (origin, _) ->
                new Signature.Signed(List.of(new Field("Authorization", "for " + origin))),
            origin -> origin.toString().equals(from));

    client.get(signing.target(from + "/a"));

    assertThat(first.onlyRequest().field("Authorization")).contains("for " + from);
    assertThat(second.onlyRequest().field("Authorization")).isEmpty();
  }

  @Test
  void whatMayBeSignedIsSignedAnew() {
    first.always(redirect(307, to + "/b?c"));
    second.always(Answer.text(200, "there"));
    Rules signing =
        rules.signing(
            (origin, target) ->
                new Signature.Signed(
                    List.of(new Field("Authorization", "for " + origin + " " + target))),
            _ -> true);

    client.get(signing.target(from + "/a"));

    assertThat(second.onlyRequest().values("Authorization")).containsExactly("for " + to + " /b?c");
  }

  @Test
  void aLongBodyOfARedirectIsNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);
    first.always(
        Answer.raw(
                "HTTP/1.1 302 x\r\nLocation: " + to + "/b\r\nContent-Length: 10000000\r\n\r\nmoved")
            .await(never));
    second.always(Answer.text(200, "there"));

    assertThat(client.get(rules.target(from + "/a")).text()).isEqualTo("200 there");
    never.countDown();
  }

  @Test
  void whoLeavesBetweenTwoHopsIsNotAskedFor() {
    Heard heard = new Heard();
    StoreClient.Call[] call = new StoreClient.Call[1];
    first.always(redirect(302, to + "/b"));
    CountDownLatch connected = new CountDownLatch(1);
    second.always(_ -> Answer.nothing().await(connected));

    call[0] = client.start(0, rules.target(from + "/a"), heard);
    second.awaitRequests(1);
    client.on(0, call[0]::drop);
    connected.countDown();

    assertThat(heard.text()).isEmpty();
  }

  @Test
  void aKeptConnectionOfTheSecondHopIsReplacedToo() {
    first.always(redirect(302, to + "/b"));
    second.on("/warm", Answer.text(200, "warm"));
    second.on(
        "/b",
        request ->
            request.connection() == 0 ? Answer.nothing().close() : Answer.text(200, "there"));
    client.get(rules.target(to + "/warm"));

    assertThat(client.get(rules.target(from + "/a")).text()).isEqualTo("200 there");
  }
}
