package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.links.ClientNetwork;
import dev.handoff.core.links.Link;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.Container.Setup;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servlets behind signed links, in real containers and with targets as they stand on the wire. */
// proves file-responses: K7
@TestInstance(Lifecycle.PER_CLASS)
final class LinkFilterTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_305_600);
  private static final LinkKey K1 = key("k1", 1);
  private static final Links LINKS = Links.of(List.of(K1));

  @TempDir Path folder;
  private final Map<Kind, Container> containers = new TreeMap<>();

  private static LinkKey key(String id, int octet) {
    return LinkKey.of(id, secret(octet));
  }

  private static byte[] secret(int octet) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) octet);
    return secret;
  }

  /** Says which path it was asked for, as it came out of the container. */
  @BeforeAll
  void start() throws Exception {
    for (Kind kind : Kind.values()) {
      containers.put(kind, kind.start(echo().behind(filter(), true)));
    }
  }

  @AfterAll
  void stop() throws Exception {
    for (Container container : containers.values()) {
      container.close();
    }
  }

  private static Setup echo() {
    return Setup.of((request, response) -> {
      Link link = (Link) request.getAttribute(LinkFilter.LINK);
      response.setContentType("text/plain;charset=UTF-8");
      response
          .getWriter()
          .print(request.getServletPath() + request.getPathInfo() + " " + link.scope().path());
    });
  }

  private static LinkFilter filter() {
    return new LinkFilter(LINKS).clock(InstantSource.fixed(NOW));
  }

  private Answer ask(Kind kind, String method, String target, String... lines) throws Exception {
    try (Client client = new Client(containers.get(kind).port())) {
      return client.ask(method, target, lines);
    }
  }

  private static Answer ask(Kind kind, LinkFilter filter, String target) throws Exception {
    try (Container container = kind.start(echo().behind(filter, true));
        Client client = new Client(container.port())) {
      return client.ask("GET", target);
    }
  }

  private static String url(String signed) {
    boolean toFolder = signed.endsWith("/");
    return LINKS.signed(signed, link -> link, toFolder, NOW.plusSeconds(60));
  }

  /**
   * Where the two containers themselves refuse a target, that is as good. None ever selects a path
   * that was not signed.
   */
  @ParameterizedTest(name = "{0} opened as {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /d/a.pdf       | /d/a.pdf?H              | /d/a.pdf     | what was signed
          /d/a.pdf       | /d/%61.pdf?H            | /d/a.pdf     | another spelling of it
          /d/M%C3%A4rz   | /d/M%c3%a4rz?H          | /d/März      | UTF-8
          /d/a%3Bb       | /d/a%3Bb?H              | /d/a;b       | a semicolon that was encoded is a name's
          /d/a%20+b      | /d/a%20+b?H             | /d/a +b      | a plus is a plus
          /d/a.pdf?v=3   | /d/a.pdf?v=3&H          | /d/a.pdf     | with its query
          /d/            | /d/x/y.pdf?H            | /d/x/y.pdf   | below a folder
          /d/            | /d/?H                   | /d/          | the folder itself: what that is, the app says
          /d/a.pdf       | /d/a.pdf                | refused      | no link
          /d/a.pdf       | /d/b.pdf?H              | refused      | another file
          /d/a.pdf       | /d/a.pdf?H&v=3          | refused      | another query
          /d/a.pdf       | /d/a.pdf?H&H            | refused      | two links
          /d/a.pdf       | /d/a.pdf;x=1?H          | refused      | a parameter
          /d/a%3Bb       | /d/a;b?H                | refused      | containers would select /d/a
          /d/            | /d;x/a.pdf?H            | refused      | a parameter of a folder
          /d/            | /d/..;/e/a.pdf?H        | refused      | a parameter behind dots
          /d/            | /d/../e/a.pdf?H         | refused      | dots
          /d/            | /d/%2e%2e/e/a.pdf?H     | refused      | encoded dots
          /d/            | /d/..%2fe/a.pdf?H       | refused      | an encoded slash
          /d/            | /d/x%2fa.pdf?H          | refused      | an encoded slash without dots
          /d/            | /d//a.pdf?H             | refused      | an empty segment
          /d/            | //d/a.pdf?H             | refused      | an empty one in front
          /d/            | /d/x%5ca.pdf?H          | refused      | a backslash
          /d/            | /d/a%00.pdf?H           | refused      | NUL
          /d/            | /d/%FF.pdf?H            | refused      | no UTF-8
          /d/            | /d/%c0%ae%c0%ae/e?H     | refused      | overlong dots
          /d/            | /d/%?H                  | refused      | half an escape
          /d/            | /e/a.pdf?H              | refused      | another folder
          """)
  void opens(String signed, String opened, String selected, String why) throws Exception {
    String url = url(signed);
    String token = url.substring(url.indexOf("h="));
    String target = opened.replace("?H", "?" + token).replace("&H", "&" + token);
    for (Kind kind : Kind.values()) {
      Answer answer = ask(kind, "GET", target);
      String said = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
      if (selected.equals("refused")) {
        assertThat(answer.status()).as("%s on %s", why, kind).isIn(400, 403, 404);
      } else {
        assertThat(answer.status()).as("%s on %s: %s", why, kind, said).isEqualTo(200);
        assertThat(said).as("%s on %s", why, kind).startsWith(selected + " /");
        assertThat(answer.field("Referrer-Policy")).contains("no-referrer");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusalsSayNothingOfTheFile(Kind kind) throws Exception {
    Answer forged = ask(kind, "GET", "/d/a.pdf?h=1.k1.9999999999.f...x");
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.field("Cache-Control")).contains("no-store");
    assertThat(forged.field("Content-Type")).contains("application/problem+json");
    assertThat(forged.field("Referrer-Policy")).contains("no-referrer");
    assertThat(forged.text()).doesNotContain("a.pdf").doesNotContain("k1");
    assertThat(ask(kind, "GET", "/d/a.pdf").text()).isEqualTo(forged.text());
    assertThat(ask(kind, "HEAD", "/d/a.pdf").status()).isEqualTo(403);
    assertThat(ask(kind, "GET", "/d/a.pdf", "Accept: text/html").field("Content-Type").orElse(""))
        .startsWith("text/html");
  }

  @ParameterizedTest(name = "{0} s after its end: {1}")
  @CsvSource({"0, 200", "30, 200", "31, 410", "100000, 410"})
  void aLinkEndsWithItsTolerance(long seconds, int status) throws Exception {
    for (Kind kind : Kind.values()) {
      Answer answer = ask(kind, "GET", LINKS.signed("/d/a", NOW.minusSeconds(seconds)));
      assertThat(answer.status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void linksAreForReadingUnlessToldOtherwise(Kind kind) throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      Answer answer = ask(kind, method, url("/d/a"), "Content-Length: 0");
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.field("Allow")).contains("GET, HEAD");
    }
    try (Container container = kind.start(echo().behind(filter().methods("GET", "POST"), true));
        Client client = new Client(container.port())) {
      assertThat(client.ask("POST", url("/d/a"), "Content-Length: 0").status()).isEqualTo(200);
      assertThat(client.ask("POST", "/d/a", "Content-Length: 0").status()).isEqualTo(403);
    }
  }

  @ParameterizedTest(name = "{0}: for {1}, asked by {2}: {3}")
  @CsvSource({
    "TOMCAT, ana, ana, 200",
    "TOMCAT, ana, bob, 403",
    "TOMCAT, ana, -, 403",
    "TOMCAT, -, bob, 200",
    "JETTY, ana, ana, 200",
    "JETTY, ana, -, 403",
  })
  void aSubjectIsComparedWhereSomebodySaysWhoAsks(Kind kind, String who, String asks, int status)
      throws Exception {
    String target =
        LINKS.signed("/d/a", link -> who.equals("-") ? link : link.forSubject(who), false, NOW);
    LinkFilter filter = filter().subject(request -> asks.equals("-") ? null : asks);
    assertThat(ask(kind, filter, target).status()).isEqualTo(status);
    assertThat(ask(kind, filter(), target).status()).as("nobody says").isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aNetworkIsComparedWithTheClientsAddress(Kind kind) throws Exception {
    for (Map.Entry<String, Integer> row :
        Map.of("127.0.0.0", 200, "198.51.100.0", 403).entrySet()) {
      ClientNetwork network =
          ClientNetwork.around(Octets.wrap(InetAddress.getByName(row.getKey()).getAddress()), 24);
      String target = LINKS.signed("/d/a", link -> link.fromNetwork(network), false, NOW);
      assertThat(ask(kind, "GET", target).status()).isEqualTo(row.getValue());
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "127.0.0.1, 4",
    "::1, 16",
    "[::1], 16",
    "fe80::1%eth0, 16",
    "localhost, -1",
    "1.2.3, -1",
    "999.1.1.1, -1",
    "unix, -1"
  })
  void addressesAreNeverNames(String text, int octets) {
    assertThat(AddressText.octets(text).map(Octets::length).orElse(-1)).isEqualTo(octets);
    assertThat(AddressText.octets(null)).isEmpty();
  }

  /** Of what is behind it only the first hundred thousand of a file: it really is sent. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFileBehindItIsSentAsynchronously(Kind kind) throws Exception {
    Path file = Files.write(folder.resolve("file-" + kind), new byte[300_000]);
    Handoff handoff = Handoff.create();
    Setup setup =
        Setup.of((request, response) -> handoff.send(SendFile.path(file), request, response));
    try (Container container = kind.start(setup.behind(filter(), true));
        Client client = new Client(container.port())) {
      Answer answer = client.ask("GET", url("/d/a"), "Range: bytes=0-99999");
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.body()).hasSize(100_000);
      assertThat(answer.field("Cache-Control")).contains("private, no-cache");
      assertThat(answer.field("Referrer-Policy")).contains("no-referrer");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void keysMayChange(Kind kind) throws Exception {
    AtomicReference<Links> keys = new AtomicReference<>(LINKS);
    LinkFilter filter = new LinkFilter(keys::get).clock(InstantSource.fixed(NOW));
    try (Container container = kind.start(echo().behind(filter, true));
        Client client = new Client(container.port())) {
      assertThat(client.ask("GET", url("/d/a")).status()).isEqualTo(200);
      keys.set(Links.of(List.of(key("k2", 2))));
      assertThat(client.ask("GET", url("/d/a")).status()).isEqualTo(403);
    }
  }

  @Test
  void readsItsInitParams() throws Exception {
    Path file = Files.writeString(folder.resolve("k1"), base64(1) + "\n");
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(keys.resolve("k2"), base64(2));
    LinkFilter listed = new LinkFilter().clock(InstantSource.fixed(NOW));
    listed.init(params("keys", "k1=file:" + file, "tolerance", "0s", "methods", "GET, POST"));
    String expired = LINKS.signed("/d/a", NOW.minusSeconds(1));
    assertThat(ask(Kind.JETTY, listed, url("/d/a")).status()).isEqualTo(200);
    assertThat(ask(Kind.JETTY, listed, expired).status()).isEqualTo(410);
    LinkFilter watched = new LinkFilter().clock(InstantSource.fixed(NOW));
    watched.init(params("key-folder", keys.toString(), "subject", "remote-user"));
    Links second = Links.of(List.of(key("k2", 2)));
    assertThat(ask(Kind.TOMCAT, watched, second.signed("/d/a", NOW)).status()).isEqualTo(200);
    String forAna = second.signed("/d/a", link -> link.forSubject("ana"), false, NOW);
    assertThat(ask(Kind.TOMCAT, watched, forAna).status()).isEqualTo(403);
    assertThat(ask(Kind.TOMCAT, watched, url("/d/a")).status()).isEqualTo(403);
  }

  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -          | -                 | keys="k1=file:/path" or key-folder
          kes        | k1=env:X          | unknown init-param kes. Known: [key-folder, keys, methods
          keys       | k1=env:NO_SUCH_V  | the environment has no variable NO_SUCH_V
          keys       | k1=file:relative  | no whole path
          keys       | k1=file:/no/such  | /no/such cannot be read
          keys       | k1=c2VjcmV0       | the secret itself does not stand there
          keys       | k.1=env:PATH      | link key k.1 is not base64
          key-folder | relative          | named by its whole path
          key-folder | /no/such/folder   | is no folder
          """)
  void aMistakeKeepsTheAppFromStarting(String param, String value, String told) {
    FilterConfig config = param.equals("-") ? params() : params(param, value);
    assertThatThrownBy(() -> new LinkFilter().init(config))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("filter links: ")
        .hasMessageContaining(told)
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void keysComeFromOnePlace() {
    assertThatThrownBy(() -> filter().init(params("keys", "k1=env:PATH")))
        .hasMessageContaining("were given in code");
    assertThatThrownBy(() -> new LinkFilter().init(params("key-folder", "/a", "keys", "k1=env:A")))
        .hasMessageContaining("one of the two");
  }

  private static String base64(int octet) {
    return Base64.getEncoder().encodeToString(secret(octet));
  }

  private static FilterConfig params(String... namesAndValues) {
    Map<String, String> params = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      params.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new FilterConfig() {
      @Override
      public String getFilterName() {
        return "links";
      }

      @Override
      public ServletContext getServletContext() {
        throw new UnsupportedOperationException();
      }

      @Override
      public String getInitParameter(String name) {
        return params.get(name);
      }

      @Override
      public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(params.keySet());
      }
    };
  }
}
