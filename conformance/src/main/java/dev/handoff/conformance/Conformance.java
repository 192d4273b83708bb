package dev.handoff.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks a server whether it sends a file as HTTP wants it: {@code Conformance.of(url, copy).run()}.
 *
 * <p>Needed are a URL that answers 200 to a plain GET, and a copy of what it sends; a copy of at
 * least 1000 octets lets every case be asked. Requests are GET, HEAD, OPTIONS and TRACE, a hundred
 * and some, one after the other; none changes anything, none goes to another URL, redirects are not
 * followed. The file is fetched whole once; of other answers at most a megabyte is read.
 *
 * <p>Immutable.
 */
public final class Conformance {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final URI url;
  private final LocalCopy copy;
  private final List<String> fields;
  private final Duration timeout;
  private final Duration pause;
  private final Optional<SSLContext> trust;
  private final Set<Group> groups;

  private Conformance(
      URI url,
      LocalCopy copy,
      List<String> fields,
      Duration timeout,
      Duration pause,
      Optional<SSLContext> trust,
      Set<Group> groups) {
    this.url = url;
    this.copy = copy;
    this.fields = List.copyOf(fields);
    this.timeout = timeout;
    this.pause = pause;
    this.trust = trust;
    this.groups = Set.copyOf(groups);
  }

  /**
   * With the defaults: all groups, no pause, 20 seconds for an answer.
   *
   * @param url {@code http} or {@code https}, without user info
   * @param copy a file with the content that the server sends
   * @throws IllegalArgumentException for another URL
   * @throws IOException when the copy cannot be read
   */
  public static Conformance of(URI url, Path copy) throws IOException {
    String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !Set.of("http", "https").contains(scheme)) {
      throw new IllegalArgumentException(url + " is not an http:// or https:// URL.");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a user and password do not stand in the URL; send a field Authorization along.");
    }
    if (!url.toASCIIString().equals(url.toString())) {
      throw new IllegalArgumentException(
          "the URL has octets beyond ASCII; encode them: " + url.toASCIIString());
    }
    if (!Files.isRegularFile(copy)) {
      throw new IOException(copy + " is no file.");
    }
    return new Conformance(
        url,
        LocalCopy.of(copy),
        List.of(),
        TIMEOUT,
        Duration.ZERO,
        Optional.empty(),
        EnumSet.allOf(Group.class));
  }

  /**
   * A field for every request, such as a cookie. Its value never appears in a report.
   *
   * @throws IllegalArgumentException when it cannot be sent
   */
  public Conformance field(String name, String value) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a field.");
    }
    if (!value.matches("[\\t\\x20-\\x7e\\x80-\\xff]*")) {
      throw new IllegalArgumentException("the value of " + name + " has control characters.");
    }
    List<String> more = new ArrayList<>(fields);
    more.add(name + ": " + value);
    return new Conformance(url, copy, more, timeout, pause, trust, groups);
  }

  /** How long one answer may take, at least a second. */
  public Conformance timeout(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("a timeout is between a second and an hour, not " + time);
    }
    return new Conformance(url, copy, fields, time, pause, trust, groups);
  }

  /** Between two requests. */
  public Conformance pause(Duration time) {
    if (time.isNegative() || time.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("a pause is at most a minute, not " + time);
    }
    return new Conformance(url, copy, fields, timeout, time, trust, groups);
  }

  /** Whose certificates are believed instead of those that the JVM believes. */
  public Conformance trusting(SSLContext context) {
    return new Conformance(url, copy, fields, timeout, pause, Optional.of(context), groups);
  }

  /** Only statements of these groups. */
  public Conformance only(Set<Group> some) {
    return new Conformance(url, copy, fields, timeout, pause, trust, some);
  }

  /**
   * Looks what is there, so that single cases can be asked.
   *
   * @throws CannotAskException when the URL does not send the file
   * @throws IOException when the copy cannot be read
   */
  public Subject begin() throws IOException, CannotAskException {
    return new Subject(this, cases());
  }

  /** What would be asked. */
  public List<Case> cases() {
    return Cases.ofUrl().stream().filter(one -> groups.contains(one.group())).toList();
  }

  /**
   * Asks everything.
   *
   * @throws CannotAskException when the URL does not send the file, or stops answering
   * @throws IOException when the copy cannot be read
   */
  public Report run() throws IOException, CannotAskException {
    Subject subject = begin();
    Map<Case, Result> results = new LinkedHashMap<>();
    for (Case one : subject.cases()) {
      results.put(one, subject.ask(one));
    }
    return new Report(subject.shownUrl(), copy.size(), subject.server(), results);
  }

  URI url() {
    return url;
  }

  LocalCopy copy() {
    return copy;
  }

  List<String> fields() {
    return fields;
  }

  /** As it stands in a request. */
  String target() {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  void rest() {
    if (!pause.isZero()) {
      long end = System.nanoTime() + pause.toNanos();
      for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  Wire wire() throws IOException {
    boolean secure = url.getScheme().equalsIgnoreCase("https");
    int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
    return new Wire(url.getHost(), port, secure ? Optional.of(tls()) : Optional.empty(), timeout);
  }

  private SSLSocketFactory tls() {
    return trust
        .map(SSLContext::getSocketFactory)
        .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }
}
