package dev.handoff.core.remote;

import dev.handoff.core.paths.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an app may send from other servers, and how patient it is with them. Immutable, shareable.
 *
 * <pre>{@code
 * RemoteRules.allow("https://shop.s3.eu-central-1.amazonaws.com/", "https://*.cdn.example/files/")
 * }</pre>
 *
 * <p>A URL is allowed by scheme, host, port and the beginning of its path, by whole segments; a
 * star stands for exactly one label in front. Addresses that are not on the public Internet are
 * refused, whatever name leads to them, unless an entry is such an address or {@code localhost}.
 */
public final class RemoteRules {
  private final List<Place> allowed;
  private final boolean privateAddresses;
  private final int mostRedirects;
  private final Duration connectTimeout;
  private final Duration noProgressTimeout;
  private final int mostAtOnce;

  /** Whether something may be asked for. */
  public sealed interface Judgement {
    record Allowed(RemoteUrl url) implements Judgement {}

    /**
     * @param status 404 for an unsafe path, 502 for what no rule allows
     * @param reason for the log, never for a client
     */
    record Refused(int status, String reason) implements Judgement {}
  }

  private RemoteRules(
      List<Place> allowed,
      boolean privateAddresses,
      int mostRedirects,
      Duration connectTimeout,
      Duration noProgressTimeout,
      int mostAtOnce) {
    this.allowed = allowed;
    this.privateAddresses = privateAddresses;
    this.mostRedirects = mostRedirects;
    this.connectTimeout = connectTimeout;
    this.noProgressTimeout = noProgressTimeout;
    this.mostAtOnce = mostAtOnce;
  }

  /**
   * Allows URLs that begin like one of these.
   *
   * @throws IllegalArgumentException if there are none, or some are no URLs; says what is wrong
   *     with each
   */
  public static RemoteRules allow(String... urls) {
    List<Place> allowed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String url : urls) {
      WrittenUrl.Reading reading = WrittenUrl.read(url, true, text -> "\"" + text + "\"");
      if (reading instanceof WrittenUrl.Reading.Accepted accepted) {
        allowed.add(Place.of(AllowedUrl.of(accepted.url())));
      } else {
        WrittenUrl.Reading.Refused refused = (WrittenUrl.Reading.Refused) reading;
        problems.add((refused.problem() + " " + refused.fix()).strip());
      }
    }
    if (urls.length == 0) {
      problems.add("nothing is allowed: name the URLs that files come from.");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("remote files: " + String.join(" ", problems));
    }
    return new RemoteRules(
        List.copyOf(allowed), false, 3, Duration.ofSeconds(5), Duration.ofSeconds(30), 200);
  }

  /** Also lets allowed names lead to private addresses: for stores in one's own network. */
  public RemoteRules privateAddresses() {
    return new RemoteRules(
        allowed, true, mostRedirects, connectTimeout, noProgressTimeout, mostAtOnce);
  }

  /**
   * Most redirects followed for one file, 3 unless told; each is judged like a URL of the app's.
   *
   * @param most 0 to 10
   */
  public RemoteRules redirects(int most) {
    if (most < 0 || most > 10) {
      throw new IllegalArgumentException("0 to 10 redirects are followed, not " + most);
    }
    return new RemoteRules(
        allowed, privateAddresses, most, connectTimeout, noProgressTimeout, mostAtOnce);
  }

  /** How long a connection to a store may take, 5 s unless told. */
  public RemoteRules connectTimeout(Duration time) {
    return new RemoteRules(
        allowed, privateAddresses, mostRedirects, positive(time), noProgressTimeout, mostAtOnce);
  }

  /** How long a store may say nothing, 30 s unless told. */
  public RemoteRules noProgressTimeout(Duration time) {
    return new RemoteRules(
        allowed, privateAddresses, mostRedirects, connectTimeout, positive(time), mostAtOnce);
  }

  /**
   * Most files that are read from stores at once, 200 unless told; more are answered with 503.
   *
   * @param most at least 1
   */
  public RemoteRules atOnce(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one file at once, not " + most);
    }
    return new RemoteRules(
        allowed, privateAddresses, mostRedirects, connectTimeout, noProgressTimeout, most);
  }

  private static Duration positive(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a timeout is more than nothing, got " + time);
    }
    return time;
  }

  /** Judges a URL of the app's. */
  public Judgement judge(Octets url) {
    RemoteUrl.Reading reading = RemoteUrl.read(url);
    if (reading instanceof RemoteUrl.Reading.Refused refused) {
      return new Judgement.Refused(refused.unsafe() ? 404 : 502, refused.reason());
    }
    return judge(((RemoteUrl.Reading.Accepted) reading).url());
  }

  private Judgement judge(RemoteUrl url) {
    return allowed.stream().anyMatch(place -> place.covers(url))
        ? new Judgement.Allowed(url)
        : new Judgement.Refused(502, url + " is not allowed; allowed is " + this);
  }

  /**
   * Judges where a store sends us; from https never to http.
   *
   * @param location value of its Location field; may be relative
   */
  public Judgement redirect(RemoteUrl from, Octets location) {
    Octets whole = Reference.resolve(from.origin(), from.target(), location);
    RemoteUrl.Reading reading = RemoteUrl.read(whole);
    if (reading instanceof RemoteUrl.Reading.Refused refused) {
      return new Judgement.Refused(502, "redirected to a URL with " + refused.reason());
    }
    RemoteUrl url = ((RemoteUrl.Reading.Accepted) reading).url();
    return from.origin().https() && !url.origin().https()
        ? new Judgement.Refused(502, "redirected from https to " + url.origin())
        : judge(url);
  }

  /** Whether an allowed host may have a private address: who names one means it. */
  public boolean mayBePrivate(String host) {
    return privateAddresses || StoreAuthority.isPrivatelyMeant(host);
  }

  public int mostRedirects() {
    return mostRedirects;
  }

  public Duration connectTimeout() {
    return connectTimeout;
  }

  public Duration noProgressTimeout() {
    return noProgressTimeout;
  }

  public int mostAtOnce() {
    return mostAtOnce;
  }

  /** What is allowed, as it would be written. */
  @Override
  public String toString() {
    return allowed.stream().map(Place::toString).collect(Collectors.joining(", "));
  }
}
