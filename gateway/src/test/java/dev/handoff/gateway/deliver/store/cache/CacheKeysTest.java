package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.config.StoreBase;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import dev.handoff.gateway.deliver.store.rules.HttpRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which targets are the same object. */
final class CacheKeysTest {
  private static final CacheKeys KEYS = new CacheKeys(RemoteCache.SIGNING);

  @ParameterizedTest(name = "{0} is kept as {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          k                                          | k              | a path alone
          k?                                         | k?             | an empty query is a query
          k?a=1                                      | k?a=1          | whatever it means
          k?b=2&a=1                                  | k?b=2&a=1      | the order may matter
          k?a=1&a=2&&c                               | k?a=1&a=2&&c   | octet for octet
          k%2Fl?a=%2f+x                              | k%2Fl?a=%2f+x  | nothing is decoded
          k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=c&X-Amz-Date=d&X-Amz-Expires=9&X-Amz-SignedHeaders=host&X-Amz-Security-Token=t&X-Amz-Signature=s | k | S3 version 4
          k?a=1&X-Amz-Date=d&b=2&X-Amz-Signature=s   | k?a=1&b=2      | what is between stays in place
          k?versionId=7&X-Amz-Signature=s            | k?versionId=7  | a version is another object
          k?response-content-type=a%2Fb&X-Amz-Signature=s | k?response-content-type=a%2Fb | it changes the answer
          k?partNumber=2&X-Amz-Signature=s           | k?partNumber=2 | other octets
          k?AWSAccessKeyId=i&Signature=s&Expires=9   | k              | S3 version 2
          k?Policy=p&Signature=s&Key-Pair-Id=i       | k              | CloudFront
          k?GoogleAccessId=g&Expires=1&Signature=s   | k              | Google version 2
          k?X-Goog-Date=d&X-Goog-Signature=s         | k              | Google version 4
          k?sv=2022&sr=b&se=1&sp=r&sig=s&rscd=x      | k?rscd=x       | Azure, whose rscd names the file
          k?Expires=9&id=4                           | k?Expires=9&id=4 | nothing is signed: it may choose an object
          k?st=5&sp=6                                | k?st=5&sp=6    | nothing is signed
          k?st=5&Signature=s                         | k?st=5         | of another signature
          k?X-Amz-Date=d                             | k?X-Amz-Date=d | nothing is signed
          k?x-amz-signature=s&X-Amz-Date=d           | k?x-amz-signature=s&X-Amz-Date=d | another name
          k?X%2DAmz-Date=d&X-Amz-Signature=s         | k?X%2DAmz-Date=d | written otherwise, it is kept: safe
          k?X-Amz-Signature                          | k              | without a value
          k?sig=s&                                   | k?             | an empty parameter is one
          """)
  void keepsWhatTellsObjectsApart(String target, String kept, String why) {
    assertThat(text(KEYS, "/_s/", target))
        .isEqualTo("/_s/\nhttp://store.example:9000\n/bucket/" + kept);
  }

  @Test
  void theOperatorsOwnNamesAreIgnoredAlways() {
    CacheKeys keys = new CacheKeys(List.of("token", "versionId", "response-expires", "Expires"));
    assertThat(text(keys, "/_s/", "k?token=1&a=2&versionId=3&response-expires=4&Expires=5"))
        .endsWith("/k?a=2&versionId=3&response-expires=4&Expires=5");
    assertThat(text(keys, "/_s/", "k?token=1&Expires=5&Signature=6"))
        .as("Signature is not on the list")
        .endsWith("/k?Signature=6");
    assertThat(text(keys, "/_s/", "k?Token=1")).endsWith("/k?Token=1");
  }

  @Test
  void locationsShareNothing() {
    List<String> names = new ArrayList<>();
    names.add(KEYS.of(target("/_s/", "k")).name());
    names.add(KEYS.of(target("/_t/", "k")).name());
    names.add(KEYS.of(target("/_s/", "l")).name());
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[0-9a-f]{40}"));
    assertThat(KEYS.of(target("/_s/", "k")).name())
        .as("the same after a restart")
        .isEqualTo(names.getFirst());
  }

  private static String text(CacheKeys keys, String location, String target) {
    return keys.of(target(location, target)).text().toString().replace("\\x0a", "\n");
  }

  private static StoreTarget target(String location, String target) {
    TargetRules rules =
        HttpRules.of(
            new InternalLocation.Http(
                location,
                new HttpStore(
                    Optional.of(new StoreBase(false, "store.example", 9000, "/bucket/")),
                    List.of(),
                    0,
                    StoreAccess.DEFAULT),
                true,
                Optional.empty()));
    int mark = target.indexOf('?');
    TargetRules.Judgement judgement =
        mark < 0
            ? rules.below(Octets.utf8(target), Optional.empty())
            : rules.below(
                Octets.utf8(target.substring(0, mark)),
                Optional.of(Octets.utf8(target.substring(mark + 1))));
    return ((TargetRules.Judgement.Allowed) judgement).target();
  }
}
