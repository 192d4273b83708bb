package dev.handoff.gateway.deliver.store.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.deliver.store.TargetRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which URLs an app may name, and that they are asked for as they were written. */
// proves handoff-protocol: I3 I4 I5
// proves file-responses: L24
final class AllowedTargetTest {
  private static final TargetRules RULES =
      Rules.allowing(
          "https://cdn.example/files/ http://media.example:8080/ https://*.edge.example/v/"
              + " http://127.0.0.1:9000/ http://[::1]/ http://localhost:81/");

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /_remote/https/cdn.example/files/a.pdf               | https://cdn.example/files/a.pdf          | the seed's form
          /_remote/https/cdn.example/files/a?x=1&sig=a%2Bb%2F  | https://cdn.example/files/a?x=1&sig=a%2Bb%2F | with its query
          /_remote/https/cdn.example/files/a?                  | https://cdn.example/files/a?             | even an empty one
          /_remote/https:/cdn.example/files/a                  | https://cdn.example/files/a              | doubled slashes merged on the way
          /_remote/https://cdn.example/files/a                 | https://cdn.example/files/a              | a URL put behind the prefix
          /_remote/https//cdn.example/files/a                  | https://cdn.example/files/a              | the colon lost
          /_remote/https%3A//cdn.example/files/a               | https://cdn.example/files/a              | the colon quoted
          /_remote/HTTPS/CDN.Example/files/a                   | https://cdn.example/files/a              | scheme and host know no case
          /_remote/https/cdn.example:443/files/a               | https://cdn.example/files/a              | the scheme's own port
          /_remote/http/media.example:8080/x                   | http://media.example:8080/x              | a port of its own
          /_remote/http/media.example%3A8080/x                 | http://media.example:8080/x              | its colon quoted
          /_remote/http/media.example:8080                     | http://media.example:8080/               | no path is the root
          /_remote/http/media.example:8080?x=/../              | http://media.example:8080/?x=/../        | a query is no path
          /_remote/https/cdn.example/files                     | https://cdn.example/files                | the folder itself
          /_remote/https/cdn.example/files//a/./b              | https://cdn.example/files//a/./b         | doubled slashes and dots mean something to a store
          //_remote/https/cdn.example/files/a                  | https://cdn.example/files/a              | not to us in front of them
          /_remote/https/x.edge.example/v/1                    | https://x.edge.example/v/1               | any one label
          /_remote/http/127.0.0.1:9000/b/k                     | http://127.0.0.1:9000/b/k private        | an address that was named may be private
          /_remote/http/[::1]/b                                | http://[::1]/b private                   | in brackets, too
          /_remote/http/[0:0:0:0:0:0:0:1]/b                    | http://[0:0:0:0:0:0:0:1]/b private       | however it is written
          /_remote/http/localhost:81/b                         | http://localhost:81/b private            | the one name that is one
          https://cdn.example/files/a.pdf?sig=%2f%2F           | https://cdn.example/files/a.pdf?sig=%2f%2F | a URL as it is
          https://x.edge.example/v/1                           | https://x.edge.example/v/1               | the same rules
          http://media.example:8080?x                          | http://media.example:8080/?x             | no path is the root
          """)
  void allows(String value, String asked, String why) {
    assertThat(Rules.text(Rules.judge(RULES, value))).isEqualTo(asked);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /_remote/http/cdn.example/files/a              | 502 http://cdn.example/files/a is not allowed by /_remote/          | another scheme
          /_remote/https/cdn.example:444/files/a         | 502 https://cdn.example:444/files/a is not allowed by /_remote/     | another port
          /_remote/https/cdn.example/filesystem          | 502 https://cdn.example/filesystem is not allowed by /_remote/      | a prefix ends with a segment
          /_remote/https/cdn.example/%66iles/a           | 502 https://cdn.example/%66iles/a is not allowed by /_remote/       | as written, not as meant
          /_remote/https/cdn.example/Files/a             | 502 https://cdn.example/Files/a is not allowed by /_remote/         | paths know case
          /_remote/https/cdn.example//files/a            | 502 https://cdn.example//files/a is not allowed by /_remote/        | and empty segments
          /_remote/https/other.example/files/a?sig=s3cr3t | 502 https://other.example/files/a is not allowed by /_remote/      | another host; signatures stay out of the log
          /_remote/https/acdn.example/files/a            | 502 https://acdn.example/files/a is not allowed by /_remote/        | the end of a name is not the name
          /_remote/https/cdn.example.evil.example/files/ | 502 https://cdn.example.evil.example/files/ is not allowed by /_remote/ | nor its beginning
          /_remote/https/edge.example/v/1                | 502 https://edge.example/v/1 is not allowed by /_remote/            | a star is one label
          /_remote/https/a.b.edge.example/v/1            | 502 https://a.b.edge.example/v/1 is not allowed by /_remote/        | not two
          /_remote/http/127.0.0.2:9000/b                 | 502 http://127.0.0.2:9000/b is not allowed by /_remote/             | one address is not its network
          /_remote/ftp/cdn.example/files/a               | 502 below /_remote/ belongs http/HOST/PATH or https/…               | no scheme of ours
          /_remote/file:///etc/passwd                    | 502 below /_remote/ belongs http/HOST/PATH or https/…               | least of all this
          /_remote/                                      | 502 below /_remote/ belongs http/HOST/PATH or https/…               | nothing at all
          /_remote/https                                 | 502 below /_remote/ belongs http/HOST/PATH or https/…               | no host
          /_remote/https/                                | 502 below /_remote/ belongs http/HOST/PATH or https/…               | an empty one
          /_remote/https///files/a                       | 502 below /_remote/ belongs http/HOST/PATH or https/…               | a host is not searched for
          /_remote/https/cdn.example%2Ffiles/a           | 502 below /_remote/ belongs http/HOST/PATH or https/…               | no slash in a host
          /_remote/https/cdn.example%3Fx/files/a         | 502 below /_remote/ belongs http/HOST/PATH or https/…               | no question mark either
          /_remote/https/user@cdn.example/files/a        | 502 a host and a port are expected at octet 12 of the URL           | userinfo
          /_remote/https/user%40cdn.example/files/a      | 502 a host and a port are expected at octet 12 of the URL           | quoted userinfo
          /_remote/https/cdn.example./files/a            | 502 the host ends in a dot in cdn.example.                          | one spelling per host
          /_remote/https/cdn.example:/files/a            | 502 the port is not a number from 1 to 65535 in cdn.example:        | a colon without a port
          /_remote/https/cdn.example:99999/files/a       | 502 the port is not a number from 1 to 65535 in cdn.example:99999   | no such port
          /_remote/https/cdn.example:0443/files/a        | 502 the port is not a number from 1 to 65535 in cdn.example:0443    | one spelling per port
          /_remote/http/2130706433:9000/b                | 502 the host looks like an address, but is not four decimal parts in 2130706433:9000 | 127.0.0.1 in decimal
          /_remote/http/0x7f000001:9000/b                | 502 the host looks like an address, but is not four decimal parts in 0x7f000001:9000 | in hexadecimal
          /_remote/http/0177.0.0.1:9000/b                | 502 the host looks like an address, but is not four decimal parts in 0177.0.0.1:9000 | in octal
          /_remote/http/127.1:9000/b                     | 502 the host looks like an address, but is not four decimal parts in 127.1:9000      | in short
          /_remote/http/[::ffff:127.0.0.1]:9000/b        | 502 an IPv4 address is written as an IPv6 one in [::ffff:127.0.0.1]:9000 | in disguise
          /_remote/http/[fe80::1%25eth0]/b               | 502 a host and a port are expected at octet 15 of the URL           | a zone
          /_remote/https/cdn.example/files/a b           | 502 an octet that a URL cannot carry at octet 27 of the URL         | a space
          /_remote/https/cdn.example/files/a#b           | 502 an octet that a URL cannot carry at octet 27 of the URL         | a fragment
          /_remote/https/cdn.example/files/{a}           | 502 an octet that a URL cannot carry at octet 26 of the URL         | what no URL has
          /_remote/https/cdn.example/files/a?x=<y>       | 502 an octet that a URL cannot carry at octet 30 of the URL         | in the query neither
          /_remote/https/cdn.example/files/%2e%2e%2fx    | 404 a .. segment                                                    | up, decoded once
          /_remote/https/cdn.example/files/%252e%252e/x  | 404 a .. segment                                                    | up, decoded twice
          /_remote/https/cdn.example/files/..;v=1/x      | 404 a .. segment                                                    | up, with a parameter
          /_remote/https/cdn.example/files/..%5cx        | 404 a .. segment                                                    | up, on Windows
          https://cdn.example/files/../x                 | 404 a .. segment or NUL in the URL's path                           | in a URL, too
          https://cdn.example/files/..%3b/x              | 404 a .. segment                                                    | in a URL, with a parameter
          https://other.example/files/a                  | 502 https://other.example/files/a is not allowed by /_remote/       | the same rules
          https://cdn.example.:443/files/a               | 502 the host ends in a dot in cdn.example.:443                      | the same strictness
          """)
  void refuses(String value, String judgement, String why) {
    assertThat(Rules.text(Rules.judge(RULES, value))).isEqualTo(judgement);
  }

  /** What a presigned URL is made of, in every spelling that changes when it is decoded. */
  @ParameterizedTest(name = "{0} is asked for as written")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a%2Fb
          a%2fb
          a%3Ab
          a%3ab
          a:b
          a%2Bb
          a%2bb
          a+b
          a%20b
          a~b
          a%7Eb
          a%7eb
          %C3%A9t%C3%A9
          %c3%a9t%c3%a9
          \u00C3\u00A9t\u00C3\u00A9
          %E9t%E9
          a%25b
          a%2525b
          a@b&c=d;e,f!g$h'i(j)k*l
          """)
  void leavesOctetsAlone(String path) {
    String signed =
        path.translateEscapes() + "?X-Amz-Signature=0a%2F%3D&k=" + path.translateEscapes();
    TargetRules base = Rules.below("https://store.example/bucket/", "");
    assertThat(Rules.text(Rules.judge(RULES, "/_remote/https/cdn.example/files/" + signed)))
        .isEqualTo("https://cdn.example/files/" + signed);
    assertThat(Rules.text(Rules.judge(RULES, "https://cdn.example/files/" + signed)))
        .isEqualTo("https://cdn.example/files/" + signed);
    assertThat(Rules.text(Rules.judge(base, "/_remote/" + signed)))
        .isEqualTo("https://store.example/bucket/" + signed + " private");
  }
}
