package dev.handoff.core.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.paths.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links: what is signed, and what a signature is good for. */
class LinksTest {
  private static final Instant EXPIRES = Instant.ofEpochSecond(1_795_305_600);
  private static final Instant BEFORE = EXPIRES.minusSeconds(3_600);
  private static final LinkKey K1 = key("k1", 0);
  private static final LinkKey K2 = key("k2", 32);
  private static final Links LINKS = Links.of(List.of(K1));

  private static LinkKey key(String id, int firstOctet) {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) (firstOctet + i);
    }
    return LinkKey.of(id, secret);
  }

  private static LinkUse use(String pathAndQuery) {
    int question = pathAndQuery.indexOf('?');
    String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
    String query = question < 0 ? "" : pathAndQuery.substring(question + 1);
    return new LinkUse(
        Octets.wrap(path.getBytes(StandardCharsets.UTF_8)),
        query,
        Optional.empty(),
        Optional.empty());
  }

  private static String outcome(LinkVerdict verdict) {
    return verdict.getClass().getSimpleName();
  }

  @ParameterizedTest(name = "{0} opened as {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /d/a.pdf            | /d/a.pdf?H                    | Valid  | what was signed
          /d/a.pdf            | /d/b.pdf?H                    | Forged | another file
          /d/a.pdf            | /d/a.pdf/?H                   | Forged | a folder of that name
          /d/a.pdf            | /d/A.pdf?H                    | Forged | case tells names apart
          /d/a.pdf            | /d/a.pdf                      | Forged | no link
          /d/a.pdf            | /d/a.pdf?H&H                  | Forged | two links contradict each other
          /d/a.pdf            | /d/a.pdf?x=1&H                | Forged | a query that was not signed
          /d/a.pdf            | /d/a.pdf?H&x                  | Forged | not even a name
          /d/a.pdf?x=1&y=2    | /d/a.pdf?x=1&y=2&H            | Valid  | a signed query
          /d/a.pdf?x=1&y=2    | /d/a.pdf?H&x=1&y=2            | Valid  | wherever the link stands in it
          /d/a.pdf?x=1&y=2    | /d/a.pdf?y=2&x=1&H            | Forged | its order is signed
          /d/a.pdf?x=1        | /d/a.pdf?x=2&H                | Forged | its values are signed
          /d/M%C3%A4rz.pdf    | /d/M%c3%a4rz.pdf?H            | Valid  | hexadecimal digits of either case
          /d/M%C3%A4rz.pdf    | /d/März.pdf?H                 | Valid  | raw UTF-8 is the same name
          /d/a%7Eb            | /d/a~b?H                      | Valid  | unreserved characters need no escape
          /d/a+b              | /d/a%2Bb?H                    | Valid  | a plus is a plus in a path
          /d/a+b              | /d/a%20b?H                    | Forged | and never a space
          /d/a;b              | /d/a%3Bb?H                    | Valid  | a semicolon in a name
          /d/a.pdf            | /d/./a.pdf?H                  | Forged | dot segments have no link
          /d/a.pdf            | /d/x/../a.pdf?H               | Forged | nor have detours
          /d/a.pdf            | //d/a.pdf?H                   | Forged | nor empty segments
          /d/a.pdf            | /d%2Fa.pdf?H                  | Forged | an encoded slash is no slash
          /d/a.pdf            | /d/a.pdf%zz?H                 | Forged | a malformed escape
          """)
  void forOneFile(String signed, String opened, String outcome, String why) {
    String token = LINKS.signed(signed, EXPIRES).replaceAll(".*[?&]h=", "h=");
    assertThat(outcome(LINKS.verify(use(opened.replace("H", token)), BEFORE)))
        .as(why)
        .isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0} opened as {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /d/album/ | /d/album/1.jpg?H           | Valid  | what lies in it
          /d/album/ | /d/album/x/y/2.jpg?H       | Valid  | at any depth
          /d/album/ | /d/album/?H                | Valid  | the folder itself
          /d/album/ | /d/album/1.jpg?size=2&H    | Valid  | its query is not signed
          /        | /anything?H                | Valid  | everything
          /d/album/ | /d/album?H                 | Forged | without the slash it is another path
          /d/album/ | /d/albums/1.jpg?H          | Forged | a longer name
          /d/album/ | /d/1.jpg?H                 | Forged | beside it
          /d/album/ | /x/album/1.jpg?H           | Forged | another folder of the same depth
          /d/album/ | /d/album/../1.jpg?H        | Forged | a way out
          /d/album/ | /d/album/%2e%2e/1.jpg?H    | Forged | an encoded way out
          /d/album/ | /d/album/..;x/1.jpg?H      | Forged | a way out for servers that cut parameters
          /d/album/ | /d/album/..%5c1.jpg?H      | Forged | a way out for others
          """)
  void forAFolder(String folder, String opened, String outcome, String why) {
    String token = "h=" + LINKS.sign(Link.to(LinkScope.folder(folder), EXPIRES));
    assertThat(outcome(LINKS.verify(use(opened.replace("H", token)), BEFORE)))
        .as(why)
        .isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0} s after the last moment, tolerance {1} s: {2}")
  @CsvSource({
    "-1, 0, Valid",
    "0, 0, Valid",
    "1, 0, Expired",
    "30, 30, Valid",
    "31, 30, Expired",
    "300, 300, Valid",
    "301, 300, Expired"
  })
  void untilItExpires(long after, long tolerance, String outcome) {
    Links links = LINKS.tolerating(Duration.ofSeconds(tolerance));
    String url = links.signed("/a", EXPIRES);
    assertThat(outcome(links.verify(use(url), EXPIRES.plusSeconds(after)))).isEqualTo(outcome);
  }

  @Test
  void everyCharacterOfALinkIsSigned() {
    Link link =
        Link.to(LinkScope.folder("/d/"), EXPIRES)
            .forSubject("ana@example.org")
            .fromNetwork(ClientNetwork.around(Octets.wrap(new byte[] {10, 1, 2, 3}), 24));
    String token = LINKS.sign(link);
    for (int i = 0; i < token.length(); i++) {
      for (char other : new char[] {'0', '1', 'A', 'f', '.', '-', '='}) {
        if (other != token.charAt(i)) {
          String altered = token.substring(0, i) + other + token.substring(i + 1);
          LinkVerdict verdict = LINKS.verify(from("/d/a?h=" + altered, 10, 1, 2, 9), BEFORE);
          assertThat(verdict).as(altered).isNotInstanceOf(LinkVerdict.Valid.class);
        }
      }
    }
    assertThat(LINKS.verify(from("/d/a?h=" + token, 10, 1, 2, 9), BEFORE))
        .isEqualTo(new LinkVerdict.Valid(link, "k1"));
  }

  private static LinkUse from(String pathAndQuery, int... address) {
    byte[] octets = new byte[address.length];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) address[i];
    }
    LinkUse use = use(pathAndQuery);
    return new LinkUse(
        use.rawPath(), use.rawQuery(), Optional.of(Octets.wrap(octets)), Optional.empty());
  }

  @ParameterizedTest(name = "for 10.1.2.0/24 from {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10 1 2 0                                  | Valid
          10 1 2 255                                | Valid
          10 1 3 0                                  | Forged
          0 0 0 0 0 0 0 0 0 0 255 255 10 1 2 7      | Valid
          0 0 0 0 0 0 0 0 0 0 0 0 10 1 2 7          | Forged
          """)
  void fromItsNetworkOnly(String address, String outcome) {
    ClientNetwork network = ClientNetwork.around(Octets.wrap(new byte[] {10, 1, 2, 3}), 24);
    Link link = Link.to(LinkScope.file("/a"), EXPIRES).fromNetwork(network);
    int[] octets = List.of(address.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
    String opened = "/a?h=" + LINKS.sign(link);
    assertThat(outcome(LINKS.verify(from(opened, octets), BEFORE))).isEqualTo(outcome);
    assertThat(outcome(LINKS.verify(use(opened), BEFORE)))
        .as("address unknown")
        .isEqualTo("Forged");
  }

  @ParameterizedTest(name = "for ana, asked by {0}: {1}")
  @CsvSource({"ana, Valid", "bob, Forged", ", Valid"})
  void forASubject(String asks, String outcome) {
    LinkUse use =
        use("/a?h=" + LINKS.sign(Link.to(LinkScope.file("/a"), EXPIRES).forSubject("ana")));
    LinkUse asked =
        new LinkUse(use.rawPath(), use.rawQuery(), use.client(), Optional.ofNullable(asks));
    assertThat(outcome(LINKS.verify(asked, BEFORE))).isEqualTo(outcome);
  }

  @Test
  void rotationSignsWithTheFirstAndVerifiesAll() {
    Links rotated = Links.of(List.of(K2, K1));
    String old = LINKS.signed("/a", EXPIRES);
    String fresh = rotated.signed("/a", EXPIRES);
    assertThat(rotated.verify(use(old), BEFORE)).isInstanceOf(LinkVerdict.Valid.class);
    assertThat(rotated.verify(use(fresh), BEFORE)).isInstanceOf(LinkVerdict.Valid.class);
    assertThat(LINKS.verify(use(fresh), BEFORE)).isEqualTo(new LinkVerdict.UnknownKey("k2"));
    assertThat(Links.of(List.of(key("k1", 99))).verify(use(old), BEFORE))
        .as("another secret of the same name")
        .isInstanceOf(LinkVerdict.Forged.class);
  }

  /** Two parts that could run into each other are told apart by their lengths. */
  @Test
  void partsDoNotRunIntoEachOther() {
    Links links = LINKS;
    String one = links.sign(Link.to(LinkScope.file("/a", "b=1"), EXPIRES));
    assertThat(outcome(links.verify(use("/a%3Fb=1?h=" + one), BEFORE))).isEqualTo("Forged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "x",
        "1.k1.1795305600.f...",
        "2.k1.1795305600.f...AAAA",
        "1.k1.01795305600.f...A",
        "1.k1.1795305600.d...A",
        "1.k1.1795305600.d01...A",
        "1.k1.-1.f...A",
        "1.k1.1.f.!!..A",
        "1.k1.1795305600.f..0a010200-33.A",
        "1.k1.1795305600.f..0A010200-24.A",
        "1.k1.1795305600.f..0a010203-24.A",
        "1.k1.1795305600.f..-.A",
        "1.k1.1795305600.f.YQ==..A",
        "1.k1.99999999999.f...A",
        "1.k1.1795305600.f...A.B"
      })
  void nothingElseIsALink(String token) {
    assertThat(LINKS.verify(use("/a?h=" + token), BEFORE)).isInstanceOf(LinkVerdict.Forged.class);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.pdf                   | no path
          https://h.example       | no path
          https://h.example?x=/a  | no path
          /a b                    | character 2
          /ä                      | character 1
          /a#top                  | character 2
          /a/../b                 | dot segment
          /a%zz                   | malformed escape at offset 2
          /a?h=1                  | not a query
          /a?h=1&h=2              | not a query
          /a?x&h&h                | not a query
          """)
  void whatCannotBeSignedSaysWhy(String url, String reason) {
    assertThatThrownBy(() -> LINKS.signed(url, EXPIRES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void keysAreLongEnoughAndKeepTheirSecret() {
    assertThatThrownBy(() -> LinkKey.of("k1", new byte[31]))
        .hasMessage(
            "link key k1: 31 octets, but HMAC-SHA-256 needs at least 32; `handoff keygen` makes one");
    assertThatThrownBy(() -> LinkKey.of("k.1", new byte[32])).hasMessageContaining("\"k.1\"");
    assertThatThrownBy(() -> Links.of(List.of(K1, key("k1", 7)))).hasMessageContaining("k1");
    assertThatThrownBy(() -> Links.of(List.of())).hasMessageContaining("keygen");
    assertThat(K1).hasToString("LinkKey[k1]");
  }

  @Test
  void aWholeUrlKeepsItsOrigin() {
    assertThat(LINKS.signed("https://files.example/d/a.pdf?v=3", EXPIRES))
        .startsWith("https://files.example/d/a.pdf?v=3&h=1.k1.1795305600.f...");
  }

  @ParameterizedTest(name = "{0} is logged as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /d/a                          | /d/a                     | nothing to hide
          /d/a?h=1.k1.9.f...mac         | /d/a?h=...               | a link
          /d/a?v=3&h=1.k1.9.f...mac&x   | /d/a?v=3&h=...&x         | in the middle
          /d/a?h=1.k1&h=1.k2.9.d0...m   | /d/a?h=...&h=...         | two of them, one cut short
          /d/a?h=1%2Ek1.9.f...mac       | /d/a?h=...               | encoded by somebody
          /d/a?v&amp;h=1.k1.9.f...mac   | /d/a?v&amp;h=...         | mangled by a mail program
          http://a/d?h=1.k1.9.f...m#top | http://a/d?h=...#top     | in a Referer
          /chart?w=300&h=200            | /chart?w=300&h=200       | a height
          /chart?h=                     | /chart?h=                | empty
          /chart?width=1.5&depth=1.5    | /chart?width=1.5&depth=1.5 | other parameters
          /h=1.k1.9                     | /h=1.k1.9                | a path
          ?h=                           | ?h=                      | hardly a URL
          """)
  void logsHoldNoLink(String url, String shown, String why) {
    assertThat(LinkQuery.withoutLinks(url)).as(why).isEqualTo(shown);
  }

  @Test
  void keysAreEqualByNameAndSecret() {
    assertThat(key("k1", 0)).isEqualTo(K1).hasSameHashCodeAs(K1);
    assertThat(key("k1", 1)).isNotEqualTo(K1);
    assertThat(key("k2", 0)).isNotEqualTo(K1);
    assertThat(LinkKey.ofBase64("k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"))
        .isEqualTo(K1);
    assertThatThrownBy(() -> LinkKey.ofBase64("k1", "no base64"))
        .hasMessageContaining("handoff keygen")
        .hasMessageNotContaining("no base64!");
  }
}
