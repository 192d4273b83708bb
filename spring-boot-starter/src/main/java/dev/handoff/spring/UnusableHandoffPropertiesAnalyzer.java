package dev.handoff.spring;

import dev.handoff.spring.UnusableHandoffProperties.Problem;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells what is wrong with {@code handoff.*}, and what to write instead. */
final class UnusableHandoffPropertiesAnalyzer
    extends AbstractFailureAnalyzer<UnusableHandoffProperties> {
  @Override
  protected FailureAnalysis analyze(Throwable root, UnusableHandoffProperties cause) {
    return new FailureAnalysis(
        cause.problems().stream()
            .map(problem -> problem.property() + ": " + problem.reason())
            .collect(Collectors.joining("\n")),
        cause.problems().stream().map(Problem::fix).distinct().collect(Collectors.joining("\n")),
        cause);
  }
}
