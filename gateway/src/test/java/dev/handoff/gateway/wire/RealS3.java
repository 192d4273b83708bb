package dev.handoff.gateway.wire;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * S3Proxy in a process of its own, its buckets in memory: a store that checks signatures.
 *
 * <p>It is not Amazon: it ignores If-Range, says no length in a 416, and takes any region.
 */
public final class RealS3 implements AutoCloseable {
  /** How the script ends when the store cannot be had on this machine. */
  private static final int CANNOT_RUN_HERE = 77;

  public static final String KEY = "AKIDREALS3";
  public static final String SECRET = "secret/of+the/store";
  public static final String REGION = "eu-central-1";

  private final Process process;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private RealS3(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it accepts. Aborts the test, and says so aloud, when its jars cannot
   * be had.
   *
   * @param options further ones of {@code examples/s3proxy/start}
   */
  public static RealS3 start(String... options) {
    try {
      List<String> command = new ArrayList<>(List.of(script().toString()));
      command.addAll(List.of("--key", KEY, "--secret", SECRET));
      command.addAll(List.of(options));
      Path log = Files.createTempFile("s3proxy", ".log");
      log.toFile().deleteOnExit();
      Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      BufferedReader output = process.inputReader();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("S3Proxy on port ")) {
          return new RealS3(process, Integer.parseInt(line.substring(16)));
        }
      }
      String said = Files.readString(log).strip();
      if (process.onExit().join().exitValue() == CANNOT_RUN_HERE) {
        System.err.println("NOT TRIED WITH A REAL S3 STORE: " + said);
        Assumptions.abort(said);
      }
      throw new AssertionError("S3Proxy did not start: " + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path script() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("examples/s3proxy"))) {
      folder = folder.getParent();
    }
    return folder.resolve("examples/s3proxy/start");
  }

  public int port() {
    return port;
  }

  public SocketAddress address() {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a bucket. */
  public RealS3 bucket(String name) {
    send(SdkHttpMethod.PUT, "/" + name, BodyPublishers.noBody(), "");
    return this;
  }

  /** Puts an object under a key of any characters. */
  public RealS3 put(String bucket, String key, byte[] content, String contentType) {
    String path = "/" + bucket + "/" + PercentEncoding.encodePath(Octets.utf8(key));
    send(SdkHttpMethod.PUT, path, BodyPublishers.ofByteArray(content), contentType);
    return this;
  }

  public RealS3 delete(String bucket, String key) {
    String path = "/" + bucket + "/" + PercentEncoding.encodePath(Octets.utf8(key));
    send(SdkHttpMethod.DELETE, path, BodyPublishers.noBody(), "");
    return this;
  }

  private void send(SdkHttpMethod method, String path, BodyPublisher body, String contentType) {
    SdkHttpRequest.Builder plain =
        SdkHttpRequest.builder()
            .method(method)
            .protocol("http")
            .host("127.0.0.1")
            .port(port)
            .encodedPath(path);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(plan ->
                plan.identity(AwsCredentialsIdentity.create(KEY, SECRET))
                    .request(plain.build())
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false))
            .request();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method.name(), body);
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    signed.forEachHeader((name, values) -> {
      if (!name.equalsIgnoreCase("Host")) {
        request.header(name, values.getFirst());
      }
    });
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new AssertionError(method + " " + path + ": " + response + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
