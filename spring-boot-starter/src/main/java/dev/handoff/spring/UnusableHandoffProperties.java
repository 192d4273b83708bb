package dev.handoff.spring;

import java.util.List;
import java.util.stream.Collectors;

/** Values of {@code handoff.*} with which the app does not start. */
final class UnusableHandoffProperties extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * One of them.
   *
   * @param property its name
   * @param reason what is wrong with it; never a secret
   * @param fix what to do
   */
  record Problem(String property, String reason, String fix) {}

  UnusableHandoffProperties(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.property + ": " + problem.reason + ". " + problem.fix)
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
