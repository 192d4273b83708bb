package dev.handoff.conformance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came out.
 *
 * @param url without the values of its query
 * @param size of the file, in octets
 * @param server what it calls itself, possibly empty
 * @param results in the order of the statements
 */
public record Report(String url, long size, String server, Map<Case, Result> results) {
  public Report {
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
  }

  /** Whether nothing failed. */
  public boolean passed() {
    return failures().isEmpty();
  }

  /** What failed, and with which evidence. */
  public Map<Case, Result.Failed> failures() {
    return of(Result.Failed.class);
  }

  /** What could not be asked, and why. */
  public Map<Case, Result.NotApplicable> notApplicable() {
    return of(Result.NotApplicable.class);
  }

  /** How many cases have that result. */
  public long count(Class<? extends Result> kind) {
    return of(kind).size();
  }

  /** For a reader, and to be pasted into an issue. */
  public String markdown() {
    return new MarkdownReport(this).text();
  }

  <R extends Result> Map<Case, R> of(Class<R> kind) {
    Map<Case, R> some = new LinkedHashMap<>();
    results.forEach((one, result) -> {
      if (kind.isInstance(result)) {
        some.put(one, kind.cast(result));
      }
    });
    return some;
  }

  Map<Group, List<Result>> byGroup() {
    return results.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                entry -> entry.getKey().group(),
                java.util.TreeMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }
}
