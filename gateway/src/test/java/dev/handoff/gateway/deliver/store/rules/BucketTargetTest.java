package dev.handoff.gateway.deliver.store.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.S3Store.Addressing;
import dev.handoff.gateway.deliver.store.RequestSigner;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a target to the request that a bucket is asked. */
final class BucketTargetTest {
  private static final TargetRules AMAZON =
      Rules.bucket("", "eu-central-1", Addressing.VIRTUAL, "");
  private static final TargetRules OWN =
      Rules.bucket("http://127.0.0.1:9000/", "eu-central-1", Addressing.PATH, "");

  /** Keys are decoded once and encoded as they are signed. */
  @ParameterizedTest(name = "{0} is {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /_s3/a.pdf                       | /b/a.pdf                                     | plain
          /_s3/dir/a.pdf                   | /b/dir/a.pdf                                 | slashes stay
          /_s3/dir%2Fa.pdf                 | /b/dir/a.pdf                                 | encoded ones, too
          /_s3/dir%2fa.pdf                 | /b/dir/a.pdf                                 | in both cases
          /_s3/a%20b                       | /b/a%20b                                     | a space
          /_s3/a b                         | /b/a%20b                                     | as raw octet
          /_s3/a+b                         | /b/a%2Bb                                     | a plus is a plus
          /_s3/a%2bb                       | /b/a%2Bb                                     | encoded or not
          /_s3/a%3ab:c                     | /b/a%3Ab%3Ac                                 | a colon
          /_s3/a~b%7Ec%7ed                 | /b/a~b~c~d                                   | a tilde is unreserved
          /_s3/A-Z_a.z                     | /b/A-Z_a.z                                   | with all others of its kind
          /_s3/%c3%a9%C3%A9                | /b/%C3%A9%C3%A9                              | UTF-8
          /_s3/\u00c3\u00a9                | /b/%C3%A9                                    | as raw octets
          /_s3/100%25                      | /b/100%25                                    | a percent sign
          /_s3/%2525                       | /b/%2525                                     | and its look-alike
          /_s3/a%3Fb%23c                   | /b/a%3Fb%23c                                 | no query, no fragment
          /_s3/!$&'()*,;=@                 | /b/%21%24%26%27%28%29%2A%2C%3B%3D%40         | reserved ones are escaped
          /_s3//a/./b                      | /b//a/./b                                    | keys are no paths
          /_s3/dir/                        | /b/dir/                                      | a key may end in a slash
          /_s3/a?versionId=3%2Fx           | /b/a?versionId=3%2Fx                         | a version
          /_s3/a?                          | /b/a                                         | an empty query is none
          /_s3/a?response-content-type=text%2fcsv&response-content-disposition=attachment%3B+filename%3D%22x%22 | /b/a?response-content-type=text%2Fcsv&response-content-disposition=attachment%3B%20filename%3D%22x%22 | fields of the answer
          """)
  void encodesKeys(String value, String target, String why) {
    String written = value.translateEscapes();
    assertThat(Rules.text(Rules.judge(OWN, written)))
        .isEqualTo("http://127.0.0.1:9000" + target + " private");
    assertThat(Rules.text(Rules.judge(AMAZON, written)))
        .isEqualTo("https://b.s3.eu-central-1.amazonaws.com" + target.substring(2));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /_s3/                        | 404 the target names no object                | the bucket would list its keys
          /_s3                         | 404 the target names no object                | with or without a slash
          /_s3//                       | 404 the target names no object                | stores merge slashes
          /_s3/./%2f.                  | 404 the target names no object                | and dots
          /_s3/?list-type=2            | 404 the target names no object                | a list
          /_s3/a?acl                   | 502 a bucket is not asked for "acl"           | who may read it
          /_s3/a?tagging=              | 502 a bucket is not asked for "tagging"       | what is pinned to it
          /_s3/a?X-Amz-Signature=x     | 502 a bucket is not asked for "X-Amz-Signature" | the gateway signs
          /_s3/a?versionid=x           | 502 a bucket is not asked for "versionid"     | names know case
          /_s3/a?version%49d=x         | 502 a bucket is not asked for "version%49d"   | and are plain
          /_s3/a?versionId=1&acl       | 502 a bucket is not asked for "acl"           | not behind another either
          /_s3/a?&                     | 502 a bucket is not asked for ""              | nothing is no name
          /_s3/a?versionId=1&versionId=2 | 502 versionId stands twice in the query     | one of each
          /_s3/a?versionId=%zz         | 502 a malformed escape in the value of versionId | a broken value
          /_s3/%252e%252e/x            | 404 a .. segment                              | up, decoded twice
          /_s3/..%3b/x                 | 404 a .. segment                              | up, with a parameter
          https://b.s3.amazonaws.com/a | 502 /_s3/ is a bucket and takes keys, not URLs | no URL
          """)
  void refuses(String value, String judgement, String why) {
    assertThat(Rules.text(Rules.judge(OWN, value))).isEqualTo(judgement);
    assertThat(Rules.text(Rules.judge(AMAZON, value))).isEqualTo(judgement);
  }

  @Test
  void refusesKeysThatNoBucketHas() {
    assertThat(Rules.text(Rules.judge(OWN, "/_s3/" + "%20".repeat(1024)))).startsWith("http://");
    assertThat(Rules.text(Rules.judge(OWN, "/_s3/" + "%20".repeat(1025))))
        .isEqualTo("404 the key is longer than 1024 octets");
  }

  @Test
  void refusesWhatIsNotEscapedRight() {
    assertThat(Rules.text(OWN.below(Octets.utf8("100%"), Optional.empty())))
        .isEqualTo("502 a malformed escape in the key");
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                          | eu-west-1     | VIRTUAL | ``      | https://b.s3.eu-west-1.amazonaws.com/k
          ``                          | eu-west-1     | PATH    | ``      | https://s3.eu-west-1.amazonaws.com/b/k
          ``                          | us-gov-west-1 | VIRTUAL | ``      | https://b.s3.us-gov-west-1.amazonaws.com/k
          ``                          | cn-north-1    | VIRTUAL | ``      | https://b.s3.cn-north-1.amazonaws.com.cn/k
          http://minio:9000/          | x             | PATH    | files/  | http://minio:9000/b/files/k private
          https://s3.example/gate/    | x             | PATH    | f é+/   | https://s3.example/gate/b/f%20%C3%A9%2B/k private
          https://s3.example/         | x             | VIRTUAL | ``      | https://b.s3.example/k private
          https://[fd00::1]:9000/     | x             | PATH    | ``      | https://[fd00::1]:9000/b/k private
          """)
  void findsTheBucket(
      String endpoint, String region, Addressing style, String prefix, String asked) {
    TargetRules rules = Rules.bucket(endpoint, region, style, prefix);
    StoreTarget target = Rules.allowed(Rules.judge(rules, "/_s3/k"));
    assertThat(Rules.text(Rules.judge(rules, "/_s3/k"))).isEqualTo(asked);
    assertThat(signedFor(target)).isEqualTo(region);
  }

  @ParameterizedTest(name = "{0}: {1} for {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          https://b.s3.eu-west-1.amazonaws.com/d/a%20b           | https://b.s3.eu-west-1.amazonaws.com/d/a%20b           | eu-west-1
          https://b.s3-eu-west-1.amazonaws.com/d/a b             | 502 redirected to a URL with an octet that a URL cannot carry at octet 40 of the URL | -
          https://b.s3-eu-west-1.amazonaws.com/d/a+b             | https://b.s3-eu-west-1.amazonaws.com/d/a%2Bb           | eu-west-1
          https://b.s3.dualstack.us-west-2.amazonaws.com/a       | https://b.s3.dualstack.us-west-2.amazonaws.com/a       | us-west-2
          https://s3.us-west-2.amazonaws.com/b/a                 | https://s3.us-west-2.amazonaws.com/b/a                 | us-west-2
          https://b.s3.amazonaws.com/a                           | https://b.s3.amazonaws.com/a                           | us-east-1
          /other?versionId=1                                     | https://b.s3.eu-central-1.amazonaws.com/other?versionId=1 | eu-central-1
          https://s3.us-west-2.amazonaws.com/c/a                 | 502 redirected to https://s3.us-west-2.amazonaws.com/c/a, which is not the same bucket | -
          https://c.s3.us-west-2.amazonaws.com/a                 | 502 redirected to https://c.s3.us-west-2.amazonaws.com/a, which is not the same bucket | -
          https://c.b.s3.us-west-2.amazonaws.com/a               | 502 redirected to https://c.b.s3.us-west-2.amazonaws.com/a, which is not the same bucket | -
          https://b.s3.us-west-2.amazonaws.com.evil.example/a    | 502 redirected to https://b.s3.us-west-2.amazonaws.com.evil.example/a, which is not the same bucket | -
          https://evil.example/a?X-Amz-Signature=s3cr3t          | 502 redirected to https://evil.example/a, which is not the same bucket | -
          http://b.s3.us-west-2.amazonaws.com/a                  | 502 redirected to http://b.s3.us-west-2.amazonaws.com/a, which is not the same bucket | -
          https://b.s3.us-west-2.amazonaws.com:8443/a            | 502 redirected to https://b.s3.us-west-2.amazonaws.com:8443/a, which is not the same bucket | -
          https://b.s3.us-west-2.amazonaws.com/a?acl             | 502 a bucket is not asked for "acl"                   | -
          https://b.s3.us-west-2.amazonaws.com/                  | 502 redirected: the target names no object            | -
          """)
  void followsTheSameBucket(String location, String judgement, String region) {
    StoreTarget from = Rules.allowed(Rules.judge(AMAZON, "/_s3/d/a"));
    TargetRules.Judgement to = AMAZON.redirect(from, Rules.octets(location));
    assertThat(Rules.text(to)).isEqualTo(judgement);
    if (to instanceof TargetRules.Judgement.Allowed(StoreTarget target)) {
      assertThat(signedFor(target)).isEqualTo(region);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://127.0.0.1:9000/b/x         | http://127.0.0.1:9000/b/x private
          http://127.0.0.1:9000/c/x         | 502 redirected to http://127.0.0.1:9000/c/x, which is not the same bucket
          http://127.0.0.1:9001/b/x         | 502 redirected to http://127.0.0.1:9001/b/x, which is not the same bucket
          https://b.s3.amazonaws.com/x      | 502 redirected to https://b.s3.amazonaws.com/x, which is not the same bucket
          """)
  void keepsAnEndpointToItself(String location, String judgement) {
    StoreTarget from = Rules.allowed(Rules.judge(OWN, "/_s3/d/a"));
    assertThat(Rules.text(OWN.redirect(from, Rules.octets(location)))).isEqualTo(judgement);
  }

  @Test
  void theSeedsAnswerIsNoTarget() {
    assertThat(HandoffTarget.parse(Octets.utf8("s3://b/k")))
        .isInstanceOf(HandoffTarget.Broken.class);
  }

  private static String signedFor(StoreTarget target) {
    RequestSigner.Signature made =
        target.signer().orElseThrow().sign(target.origin(), target.target());
    return ((RequestSigner.Signature.Signed) made).fields().getFirst().value();
  }
}
