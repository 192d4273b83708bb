package dev.handoff.core.problem;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What went wrong, in the words a client may read.
 *
 * <p>Immutable and shareable. The words depend on the status alone: what does not exist and what is
 * not allowed to be seen read alike.
 */
public final class Problem {
  private static final Map<Integer, Problem> KNOWN = new ConcurrentHashMap<>();

  private final int status;
  private final Document json;
  private final Document html;

  private Problem(int status) {
    this.status = status;
    Wording wording = Wording.of(status);
    this.json = Document.json(status, wording);
    this.html = Document.html(status, wording);
  }

  /**
   * The problem of a status, made once and kept.
   *
   * @throws IllegalArgumentException if it is no 4xx or 5xx
   */
  public static Problem of(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("an error is 4xx or 5xx, got " + status);
    }
    return KNOWN.computeIfAbsent(status, Problem::new);
  }

  public int status() {
    return status;
  }

  /**
   * The document to send: HTML for who prefers it by name, as browsers do, else JSON.
   *
   * @param accept lines of the request's Accept
   */
  public Document document(List<String> accept) {
    return Preference.isHtml(accept) ? html : json;
  }
}
