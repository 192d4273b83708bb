package dev.handoff.cli.explain;

import dev.handoff.gateway.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The request to be explained. */
record Question(URI target, List<Field> fields, Secret secret) {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(90);

  /** More than any trace needs; what answers may be another server's endless body. */
  private static final int LARGEST_ANSWER = 4 << 20;

  /** One field line of the request. */
  record Field(String name, String value) {}

  boolean showsSecretOnTheWay() {
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
        HttpRequest.newBuilder(target).timeout(ANSWER).header("Handoff-Explain", secret.reveal());
    fields.forEach(field -> request.header(field.name(), field.value()));
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build()) {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        Answer answer = new Answer(response.statusCode(), response.headers(), "");
        // Without a trace the body may be the file itself: it is not fetched.
        return answer.isTrace()
            ? answer.with(new String(body.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8))
            : answer;
      } finally {
        client.shutdownNow();
      }
    }
  }
}
