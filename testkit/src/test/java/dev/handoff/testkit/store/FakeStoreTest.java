package dev.handoff.testkit.store;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Answer.Ending;
import dev.handoff.testkit.exchange.Request;
import dev.handoff.testkit.exchange.SocketClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store that an app can be pointed at, and that fails when it is told to. */
final class FakeStoreTest {
  private static final byte[] BYTES = "twelve bytes".getBytes(StandardCharsets.US_ASCII);
  private static final String KEY = "docs/Bericht März.pdf";

  @RegisterExtension static final FakeStore store = FakeStore.create();

  @BeforeEach
  void put() {
    store.put(KEY, BYTES);
  }

  private static Answer ask(String method, URI uri) throws IOException {
    return SocketClient.to(uri).send(Request.of(method, SocketClient.targetOf(uri)));
  }

  @Test
  void anObjectIsDelivered() {
    assertThatDelivery(store.uri(KEY))
        .hasBytes(BYTES)
        .hasType("application/pdf")
        .hasHeader("ETag", "\"c91fa94e14cf2fa5474beceff788c0dc\"")
        .resumes()
        .seeksLikeSafari()
        .survivesParallelSegments(4)
        .refusesStaleIfRange()
        .revalidates()
        .answersHead();
  }

  @Test
  void aPresignedUrlIsGotAndNothingElse() throws Exception {
    store.onlySigned();
    URI signed = store.presigned(KEY);
    assertThat(ask("GET", signed).status()).isEqualTo(200);
    assertThat(ask("HEAD", signed).status()).as("the method is signed").isEqualTo(403);
    assertThat(ask("GET", store.uri(KEY)).status()).as("unsigned").isEqualTo(403);
    URI other = URI.create(signed.toString().replace("docs", "cods"));
    assertThat(ask("GET", other).text()).contains("SignatureDoesNotMatch");
    URI longer = URI.create(signed.toString().replace("Expires=3600", "Expires=9600"));
    assertThat(ask("GET", longer).status()).as("altered").isEqualTo(403);
    assertThat(ask("GET", URI.create(signed + "&x=1")).status()).as("added to").isEqualTo(403);
    assertThat(ask("GET", store.expired(KEY)).text()).contains("expired");
  }

  @Test
  void aSignatureThatIsThereIsChecked() throws Exception {
    URI wrong = URI.create(store.presigned(KEY).toString().replace("AWS4", "AWS5"));
    assertThat(ask("GET", wrong).status()).isEqualTo(403);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"MISSING, 404, NoSuchKey", "REFUSED, 403, AccessDenied", "BUSY, 503, SlowDown"})
  void failsWithADocumentThatNobodyMaySee(Failure failure, int status, String code)
      throws Exception {
    store.failing(KEY, failure);
    Answer answer = ask("GET", store.uri(KEY));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains(code, "fake-bucket");
    assertThat(ask("GET", store.uri("none")).status()).isEqualTo(404);
  }

  @Test
  void failsInTheMiddle() throws Exception {
    store.failing(KEY, Failure.CUT);
    Answer answer = ask("GET", store.uri(KEY));
    assertThat(answer.ending()).isEqualTo(Ending.CUT);
    assertThat(answer.text()).isEqualTo("twelve");
    assertThatDelivery(store.uri(KEY)).isCutOff();
  }

  @Test
  void failsBeforeItAnswers() {
    store.failing(KEY, Failure.SILENT);
    assertThatThrownBy(() -> ask("GET", store.uri(KEY))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> assertThatDelivery(store.uri(KEY)).hasStatus(200))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("gave no answer to GET");
  }

  @Test
  void ignoresRanges() throws Exception {
    store.failing(KEY, Failure.IGNORES_RANGES);
    Request part = Request.get(SocketClient.targetOf(store.uri(KEY))).with("Range", "bytes=0-1");
    assertThat(SocketClient.to(store.uri(KEY)).send(part).status()).isEqualTo(200);
  }

  @Test
  void changesBetweenTwoRequests() throws Exception {
    String before = ask("GET", store.uri(KEY)).field("ETag").orElseThrow();
    store.failing(KEY, Failure.CHANGES);
    Answer first = ask("GET", store.uri(KEY));
    Answer second = ask("GET", store.uri(KEY));
    assertThat(first.field("ETag")).contains(before);
    assertThat(first.body()).isEqualTo(BYTES);
    assertThat(second.field("ETag")).isPresent().isNotEqualTo(first.field("ETag"));
    assertThat(second.body()).hasSameSizeAs(BYTES).isNotEqualTo(BYTES);
  }

  @Test
  void showsWhatItWasAsked() throws Exception {
    SocketClient.to(store.uri(KEY)).send(Request.get("/docs/x?y").with("Cookie", "a=1"));
    assertThat(store.received()).hasSize(1);
    assertThat(store.received().get(0).target()).isEqualTo("/docs/x?y");
    assertThat(store.received().get(0).sends("Cookie")).isTrue();
  }

  @Test
  void isEmptyAtTheBeginning() {
    assertThat(store.received()).isEmpty();
    assertThatThrownBy(() -> store.put("/a", BYTES)).hasMessageContaining("a key such as");
    assertThatThrownBy(() -> FakeStore.create().uri("a"))
        .hasMessageContaining("@RegisterExtension");
  }
}
