package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AcmeConfig;
import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.EdgeConfig.Redirect;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.yaml.Section.Item;
import dev.handoff.gateway.config.yaml.YamlNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code listen.https} and what goes with it. */
final class EdgeReader {
  private static final String PLACE = "listen.https";

  private final Report report;
  private final AcmeReader acme;
  private final CertificateCheck certificates;

  EdgeReader(Report report, Surroundings surroundings) {
    this.report = report;
    this.acme = new AcmeReader(report, surroundings);
    this.certificates = new CertificateCheck(report, surroundings);
  }

  /**
   * @param plain the addresses of plain HTTP
   */
  EdgeConfig read(Section listen, List<ListenAddress> plain) {
    List<HttpsListener> https = https(listen, plain);
    Optional<Item<Redirect>> redirect = listen.findItem(EdgeKeys.REDIRECT_HTTP);
    Redirect to = redirect.map(Item::value).orElseGet(Redirect.Off::new);
    int line = redirect.map(Item::line).orElse(listen.line());
    if (!(to instanceof Redirect.Off) && !report.hasErrors()) {
      if (to instanceof Redirect.ToListener && https.isEmpty()) {
        wrong(
            line,
            EdgeKeys.REDIRECT_HTTP,
            "there is no HTTPS to redirect to.",
            "Add listen.https, or write the port at which something before the gateway takes HTTPS.");
      } else if (plain.isEmpty()) {
        wrong(
            line,
            EdgeKeys.REDIRECT_HTTP,
            "there is no plain HTTP to redirect from.",
            "Add listen.http: \":80\".");
      }
    }
    Optional<Item<String>> hsts = listen.findItem(EdgeKeys.STRICT);
    Optional<String> value =
        hsts.map(Item::value).filter(text -> !text.equals("off")).map(EdgeKeys::hstsValue);
    if (value.isPresent() && https.isEmpty() && !report.hasErrors()) {
      wrong(
          hsts.get().line(),
          EdgeKeys.STRICT,
          "it is sent over TLS only, and there is no listen.https.",
          "Let the front that has the certificate send it.");
    }
    return new EdgeConfig(https, to, value, listen.values(EdgeKeys.PROXY_PROTOCOL));
  }

  private List<HttpsListener> https(Section listen, List<ListenAddress> plain) {
    Optional<YamlNode> node = listen.node("https");
    if (node.isEmpty()) {
      return List.of();
    }
    List<ListenAddress> taken = new ArrayList<>(plain);
    List<HttpsListener> listeners = new ArrayList<>();
    if (node.get() instanceof Sequence(var items, int _)) {
      for (int i = 0; i < items.size(); i++) {
        Section one = Section.of(report, PLACE + "." + (i + 1), PLACE, items.get(i));
        listener(one, taken, !plain.isEmpty()).ifPresent(listeners::add);
      }
      if (items.isEmpty()) {
        report.wrong(node.get().line(), PLACE, "the list is empty.", "Add a listener.");
      }
    } else {
      listener(Section.of(report, PLACE, PLACE, node.get()), taken, !plain.isEmpty())
          .ifPresent(listeners::add);
    }
    return listeners;
  }

  private Optional<HttpsListener> listener(
      Section https, List<ListenAddress> taken, boolean anyPlain) {
    List<ListenAddress> bind = new ArrayList<>();
    for (Item<ListenAddress> item : https.findItems(EdgeKeys.BIND).orElse(List.of())) {
      ListenAddress address = item.value();
      if (taken.contains(address) && !isAnyPort(address)) {
        report.wrong(
            item.line(),
            https.fullName(EdgeKeys.BIND),
            Addresses.LISTEN.show().apply(address) + " is taken by another listener.",
            "Plain HTTP and HTTPS need ports of their own.");
      }
      taken.add(address);
      bind.add(address);
    }
    if (https.node(EdgeKeys.BIND.name()).isEmpty() && !https.flawed()) {
      report.wrong(
          https.line(), https.fullName(EdgeKeys.BIND), "it is missing.", "Write bind: \":443\".");
    }
    Optional<AcmeConfig> obtained = acme.read(https, anyPlain);
    List<CertificateFiles> files = certificates(https);
    // What the operator brings stands before what an authority will send.
    obtained.ifPresent(one -> files.add(new CertificateFiles(one.certificate(), one.key())));
    return bind.isEmpty() || files.isEmpty()
        ? Optional.empty()
        : Optional.of(new HttpsListener(bind, files, obtained));
  }

  private List<CertificateFiles> certificates(Section https) {
    Optional<Item<Path>> cert = https.findItem(EdgeKeys.CERT);
    Optional<Item<Path>> key = https.findItem(EdgeKeys.KEY);
    boolean hasCert = https.node(EdgeKeys.CERT.name()).isPresent();
    boolean hasKey = https.node(EdgeKeys.KEY.name()).isPresent();
    List<CertificateFiles> files = new ArrayList<>();
    if (cert.isPresent() && key.isPresent()) {
      files.add(certificates.check(https, EdgeKeys.CERT, cert.get(), EdgeKeys.KEY, key.get()));
    } else if (hasCert != hasKey && !https.flawed()) {
      String missing = hasCert ? "key" : "cert";
      report.wrong(
          https.line(),
          https.path() + "." + missing,
          "it is missing: a certificate and its key go together.",
          "Add " + missing + ": file:/path.");
    }
    boolean both = https.node("certificates").isPresent() || https.node("acme").isPresent();
    for (Section member : https.members("certificates")) {
      Optional<Item<Path>> namedCert = member.findItem(EdgeKeys.NAMED_CERT);
      Optional<Item<Path>> namedKey = member.findItem(EdgeKeys.NAMED_KEY);
      if (namedCert.isPresent() && namedKey.isPresent()) {
        files.add(
            certificates.check(
                member, EdgeKeys.NAMED_CERT, namedCert.get(), EdgeKeys.NAMED_KEY, namedKey.get()));
      }
    }
    if (files.isEmpty() && !hasCert && !hasKey && !both && !https.flawed()) {
      report.wrong(
          https.line(),
          https.path() + ".cert",
          "HTTPS needs a certificate.",
          "Write cert: file:/path and key: file:/path, or acme.");
    }
    return files;
  }

  private static boolean isAnyPort(ListenAddress address) {
    return address instanceof ListenAddress.Tcp(String _, int port) && port == 0;
  }

  private void wrong(int line, Key<?> key, String why, String fix) {
    report.wrong(line, key.path(), why, fix);
  }
}
