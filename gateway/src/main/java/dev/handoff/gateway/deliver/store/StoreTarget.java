package dev.handoff.gateway.deliver.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.core.remote.Origin;
import dev.handoff.gateway.upstream.LogText;
import java.util.Optional;

/**
 * One object as a store is asked for it. Only {@link TargetRules} makes one: it was judged.
 *
 * @param target path and query in origin-form, octet for octet as the app wrote them
 * @param privateToo this origin may have a private address: the operator named it
 * @param signer puts the gateway's own credentials on the request; empty: the URL is all there is
 */
public record StoreTarget(
    TargetRules rules,
    Origin origin,
    Octets target,
    boolean privateToo,
    Optional<RequestSigner> signer) {

  /** The last segment of the path, decoded once if it can be: what the object is called. */
  public Octets fileName() {
    int end = target.find('?', 0);
    int begin = end;
    while (begin > 0 && target.at(begin - 1) != '/') {
      begin--;
    }
    Octets name = target.slice(begin, end);
    return PercentEncoding.firstMalformed(name).isPresent() ? name : PercentEncoding.decode(name);
  }

  /** Where it is, for logs: without its query, which may hold a signature. */
  public String text() {
    String octets = new String(target.toByteArray(), ISO_8859_1);
    int question = octets.indexOf('?');
    return origin + LogText.value(question < 0 ? octets : octets.substring(0, question));
  }
}
