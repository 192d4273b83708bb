package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AcmeConfig;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code listen.https.acme}: a certificate that is obtained and renewed. */
final class AcmeReader {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_NAMES = 100;

  private static final Key<String> EMAIL =
      Key.required(
          "listen.https.acme.email",
          new Kind<>("e-mail address", AcmeReader::email, text -> text),
          "Who hears of trouble from the authority. With `acme` its terms of service are agreed to.");
  private static final Key<String> HOSTS =
      Key.listRequired(
          "listen.https.acme.hosts",
          Hosts.KIND,
          "Names of the certificate; each must lead here, with plain HTTP on port 80.");
  private static final Key<Path> STATE =
      Key.one(
          "listen.https.acme.state",
          Paths.FOLDER,
          "/var/lib/handoff/acme",
          "Folder for the account's key and for certificates, the gateway's alone.");
  private static final Key<URI> DIRECTORY =
      Key.one(
          "listen.https.acme.directory",
          new Kind<>("URL", AcmeReader::directory, URI::toString),
          AcmeConfig.LETS_ENCRYPT.toString(),
          "The authority's directory (RFC 8555).");
  private static final Key<Duration> RENEW_BEFORE =
      Key.one(
          "listen.https.acme.renew_before",
          Times.between(DAY, Duration.ofDays(365)),
          "30d",
          "How long before its end a certificate is replaced.");

  static final List<Key<?>> KEYS = List.of(EMAIL, HOSTS, STATE, DIRECTORY, RENEW_BEFORE);

  private final Report report;
  private final Surroundings surroundings;

  AcmeReader(Report report, Surroundings surroundings) {
    this.report = report;
    this.surroundings = surroundings;
  }

  /**
   * @param plain whether there is a listener without TLS, on which the authority asks
   */
  Optional<AcmeConfig> read(Section https, boolean plain) {
    if (https.node("acme").isEmpty()) {
      return Optional.empty();
    }
    Section acme = https.child("acme");
    Optional<Item<String>> email = acme.findItem(EMAIL);
    List<Item<String>> hosts = acme.findItems(HOSTS).orElse(List.of());
    for (Item<String> host : hosts) {
      if (host.value().startsWith("[") || IpLiterals.v4(host.value()).isPresent()) {
        report.wrong(
            host.line(),
            acme.fullName(HOSTS),
            Quoted.of(host.value()) + " is an address, and certificates are for names.",
            "Write a host name.");
      }
    }
    if (hosts.isEmpty() && !acme.flawed()) {
      report.wrong(
          acme.line(),
          acme.fullName(HOSTS),
          "no name is given.",
          "Write hosts: [files.example.com].");
    } else if (hosts.size() > MOST_NAMES) {
      report.wrong(
          acme.line(),
          acme.fullName(HOSTS),
          "an authority takes at most " + MOST_NAMES + " names in one certificate.",
          "Divide them among listeners.");
    }
    if (!plain) {
      report.wrong(
          acme.line(),
          acme.path(),
          "the authority asks on plain HTTP, and there is no listener for it.",
          "Add listen.http: \":80\".");
    }
    Path state = surroundings.absolute(acme.value(STATE));
    if (Files.exists(state) && !(Files.isDirectory(state) && Files.isWritable(state))) {
      report.wrong(
          acme.line(),
          acme.fullName(STATE),
          state + " is not a folder that the gateway may write.",
          "Give it to the gateway's user, or name another.");
    }
    return email.isEmpty() || hosts.isEmpty() || report.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new AcmeConfig(
                acme.value(DIRECTORY),
                email.get().value(),
                hosts.stream().map(Item::value).distinct().toList(),
                state,
                acme.value(RENEW_BEFORE)));
  }

  private static Parsed<String> email(String text) {
    String address = text.startsWith("mailto:") ? text.substring("mailto:".length()) : text;
    return address.matches("[!-~&&[^@,;<>]]+@[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+")
        ? Parsed.good(address)
        : Parsed.bad(Quoted.of(text) + " is not an e-mail address.", "Write ops@example.com.");
  }

  private static Parsed<URI> directory(String text) {
    try {
      URI url = new URI(text);
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
        return Parsed.good(url);
      }
    } catch (URISyntaxException notOne) {
      // Said below.
    }
    return Parsed.bad(
        Quoted.of(text) + " is not the URL of a directory.",
        "Leave it out for Let's Encrypt, or write https://….");
  }
}
