package dev.handoff.gateway.deliver.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * What is signed is what is sent: each signature is compared with one computed here, step by step,
 * from the target as a store reads it.
 */
final class Sigv4Test {
  private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final AwsCredentialsIdentity IDENTITY =
      AwsCredentialsIdentity.create(KEY_ID, SECRET);
  private static final Clock MAY_2013 =
      Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC);

  private final Sigv4 sigv4 = new Sigv4("us-east-1", MAY_2013);

  @Test
  void presignsTheExampleOfTheServicesOwnDocumentation() {
    // "Authenticating Requests: Using Query Parameters", Amazon S3 API reference
    String query =
        sigv4.query(
            IDENTITY,
            false,
            new Origin(true, "examplebucket.s3.amazonaws.com", 443),
            new S3Target(Octets.utf8("/test.txt")),
            Map.of(),
            Duration.ofSeconds(86400));
    assertThat(query)
        .contains(
            "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request")
        .contains("X-Amz-Date=20130524T000000Z")
        .contains("X-Amz-SignedHeaders=host")
        .contains("X-Amz-Expires=86400")
        .endsWith(
            "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  }

  @ParameterizedTest(name = "{0} is signed as {1} ? {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /b/plain.txt          | /b/plain.txt            |
          /b/a%20b              | /b/a%20b                |
          /b/a%2Bb              | /b/a%2Bb                |
          /b/~                  | /b/~                    |
          /b/100%25             | /b/100%25               |
          /b/rapport%20%C3%A9   | /b/rapport%20%C3%A9     |
          /b//x                 | /b//x                   |
          /b//                  | /b//                    |
          /b/./x                | /b/./x                  |
          /b/%3B%3D%26%3F%23    | /b/%3B%3D%26%3F%23      |
          /b/%E5%86%99%E7%9C%9F | /b/%E5%86%99%E7%9C%9F   |
          /b/%FF                | /b/%FF                  |
          /b/k?versionId=a%2Bb  | /b/k                    | versionId=a%2Bb
          /b/k?z=1&a=%20        | /b/k                    | a=%20&z=1
          /b/k?uploads          | /b/k                    | uploads=
          """)
  void signsThePathAsItIsSentAndTheQueryInOrder(String target, String path, String query) {
    Origin origin = new Origin(false, "127.0.0.1", 9000);
    Map<String, String> fields = signed(IDENTITY, origin, target);
    assertThat(fields.get("Authorization"))
        .isEqualTo(
            authorization(
                "GET",
                path,
                query == null ? "" : query,
                Map.of(
                    "host", "127.0.0.1:9000",
                    "x-amz-content-sha256", "UNSIGNED-PAYLOAD",
                    "x-amz-date", "20130524T000000Z")));
  }

  @ParameterizedTest(name = "Host of {0} {1} {2} is {3}")
  @CsvSource(
      textBlock =
          """
          true,  s3.eu-central-1.amazonaws.com, 443,  s3.eu-central-1.amazonaws.com
          false, store.example,                 80,   store.example
          true,  store.example,                 8443, store.example:8443
          false, store.example,                 443,  store.example:443
          false, ::1,                           9000, [::1]:9000
          """)
  void signsTheHostThatIsSent(boolean https, String host, int port, String field) {
    Origin origin = new Origin(https, host, port);
    assertThat(origin.authority()).isEqualTo(field);
    assertThat(signed(IDENTITY, origin, "/b/k").get("Authorization"))
        .isEqualTo(
            authorization(
                "GET",
                "/b/k",
                "",
                Map.of(
                    "host", field,
                    "x-amz-content-sha256", "UNSIGNED-PAYLOAD",
                    "x-amz-date", "20130524T000000Z")));
  }

  @Test
  void aSessionTokenIsSentAndSigned() {
    AwsCredentialsIdentity session =
        AwsSessionCredentialsIdentity.create(KEY_ID, SECRET, "tok/en+==");
    Map<String, String> fields = signed(session, new Origin(true, "b.s3.amazonaws.com", 443), "/k");
    assertThat(fields).containsEntry("X-Amz-Security-Token", "tok/en+==");
    assertThat(fields.get("Authorization"))
        .isEqualTo(
            authorization(
                "GET",
                "/k",
                "",
                Map.of(
                    "host", "b.s3.amazonaws.com",
                    "x-amz-content-sha256", "UNSIGNED-PAYLOAD",
                    "x-amz-date", "20130524T000000Z",
                    "x-amz-security-token", "tok/en+==")));
  }

  @Test
  void aKeyOfTheLongestSortIsSigned() {
    String path = "/b/" + "%C3%A9".repeat(512);
    assertThat(signed(IDENTITY, new Origin(false, "127.0.0.1", 9000), path).get("Authorization"))
        .isEqualTo(
            authorization(
                "GET",
                path,
                "",
                Map.of(
                    "host", "127.0.0.1:9000",
                    "x-amz-content-sha256", "UNSIGNED-PAYLOAD",
                    "x-amz-date", "20130524T000000Z")));
  }

  private Map<String, String> signed(AwsCredentialsIdentity who, Origin origin, String target) {
    List<Field> fields = sigv4.fields(who, origin, Octets.utf8(target));
    assertThat(fields).noneMatch(field -> field.name().equalsIgnoreCase("Host"));
    return fields.stream().collect(Collectors.toMap(Field::name, Field::value));
  }

  /** The recipe of "Create a signed AWS API request", nothing of the SDK in it. */
  private static String authorization(
      String method, String path, String query, Map<String, String> fields) {
    List<String> names = fields.keySet().stream().sorted().toList();
    String canonical =
        method
            + "\n"
            + path
            + "\n"
            + query
            + "\n"
            + names.stream().map(n -> n + ":" + fields.get(n) + "\n").collect(Collectors.joining())
            + "\n"
            + String.join(";", names)
            + "\n"
            + fields.get("x-amz-content-sha256");
    String scope = "20130524/us-east-1/s3/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n20130524T000000Z\n"
            + scope
            + "\n"
            + HexFormat.of().formatHex(sha256(canonical));
    byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
    for (String step : scope.split("/")) {
      key = hmac(key, step);
    }
    return "AWS4-HMAC-SHA256 Credential="
        + KEY_ID
        + "/"
        + scope
        + ", SignedHeaders="
        + String.join(";", names)
        + ", Signature="
        + HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }
}
