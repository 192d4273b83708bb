package dev.handoff.gateway.deliver.store.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a store may send the gateway. */
// proves handoff-protocol: I9
// proves file-responses: L24
final class RedirectedTargetTest {

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          https://cdn.example/files/b?sig=%2F%2b    | https://cdn.example/files/b?sig=%2F%2b | to what a target may name
          https://cdn.example/files/b#part          | https://cdn.example/files/b            | without the fragment
          //cdn.example/files/b                     | https://cdn.example/files/b            | with the same scheme
          /files/b?x=1                              | https://cdn.example/files/b?x=1        | another path
          b                                         | https://cdn.example/files/dir/b        | beside the old one
          ../b%2Fc                                  | https://cdn.example/files/b%2Fc        | one up, as relative ones may
          ?part=2                                   | https://cdn.example/files/dir/a?part=2 | another query
          http://media.example:8080/x               | 502 redirected from https to http://media.example:8080 | never to plain text
          https://other.example/x?sig=s3cr3t        | 502 https://other.example/x is not allowed by /_remote/ | nowhere else
          /other                                    | 502 https://cdn.example/other is not allowed by /_remote/ | also not on the same server
          ../../other                               | 502 https://cdn.example/other is not allowed by /_remote/ | nor upwards
          https://cdn.example/files/..%2fother      | 502 redirected to a URL with a .. segment or NUL in the URL's path | up in disguise
          https://cdn.example/files/../files/b      | 502 redirected to a URL with a .. segment or NUL in the URL's path | a whole URL has no dots to resolve
          https://user:pw@cdn.example/files/b       | 502 redirected to a URL with a host and a port are expected at octet 15 of the URL | userinfo
          ftp://cdn.example/files/b                 | 502 redirected to a URL with neither a path that begins with a slash nor an http(s) URL at octet 0 of the URL | another protocol
          http://2130706433/                        | 502 redirected to a URL with the host looks like an address, but is not four decimal parts in 2130706433 | 127.0.0.1 in decimal
          """)
  void judgesByTheAllowList(String location, String judgement, String why) {
    TargetRules rules =
        Rules.allowing(
            "https://cdn.example/files/ http://media.example:8080/ https://*.x.example/");
    StoreTarget from = Rules.allowed(Rules.judge(rules, "https://cdn.example/files/dir/a?s=1"));
    assertThat(Rules.text(rules.redirect(from, Rules.octets(location)))).isEqualTo(judgement);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /elsewhere/b                       | http://store.example:9000/elsewhere/b private | its own server
          http://store.example:9000/b        | http://store.example:9000/b private           | named in full
          https://cdn.example/files/b        | https://cdn.example/files/b                   | where allow says, and no private address there
          http://store.example/b             | 502 http://store.example/b is not allowed by /_remote/ | another port
          https://store.example:9000/b       | 502 https://store.example:9000/b is not allowed by /_remote/ | another scheme
          http://169.254.169.254/latest/     | 502 http://169.254.169.254/latest/ is not allowed by /_remote/ | the machine's own secrets
          """)
  void keepsABaseToItsOrigin(String location, String judgement, String why) {
    TargetRules rules =
        Rules.below("http://store.example:9000/bucket/", "https://cdn.example/files/");
    StoreTarget from = Rules.allowed(Rules.judge(rules, "/_remote/a"));
    assertThat(Rules.text(rules.redirect(from, Rules.octets(location)))).isEqualTo(judgement);
  }
}
