package dev.handoff.cli.explain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The request to be explained.
 *
 * @param proof the secret of the gateway, or a token it gave out
 * @param trust whose certificates are believed; empty: those the JDK believes
 */
record Question(
    String method, URI target, List<Field> fields, String proof, Optional<SSLContext> trust) {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(90);

  /** More than any trace needs; what answers may be another server's endless body. */
  private static final int LARGEST_ANSWER = 4 << 20;

  /** One field line of the request. */
  record Field(String name, String value) {}

  boolean goesUnencrypted() {
    try {
      return target.getScheme().equalsIgnoreCase("http")
          && !InetAddress.getByName(target.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * @throws IOException when nobody answers
   * @throws IllegalArgumentException when a field cannot be sent
   */
  Answer ask() throws IOException, InterruptedException {
    // Host decides about routes, so it has to be settable; read when the client's class is loaded.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection,expect,upgrade");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(ANSWER)
            .header("Handoff-Explain", proof);
    fields.forEach(field -> request.header(field.name(), field.value()));
    HttpClient.Builder clients =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    trust.ifPresent(clients::sslContext);
    try (HttpClient client = clients.build()) {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        Answer answer = new Answer(response.statusCode(), response.headers(), "");
        if (!answer.isTrace()) {
          // The body may be the file itself: it is not fetched.
          return answer;
        }
        Optional<String> field = response.headers().firstValue("Handoff-Trace");
        byte[] trace =
            field.isPresent()
                ? Base64.getUrlDecoder().decode(field.get())
                : body.readNBytes(LARGEST_ANSWER);
        return answer.with(new String(trace, StandardCharsets.UTF_8));
      } finally {
        client.shutdownNow();
      }
    }
  }
}
