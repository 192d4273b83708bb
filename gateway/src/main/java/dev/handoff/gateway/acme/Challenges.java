package dev.handoff.gateway.acme;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an authority may ask for at this moment (RFC 8555 §8.3): a few tokens, and only while an
 * order runs. Thread-safe.
 */
public final class Challenges {
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /** What is answered to the question for {@code token}. */
  Optional<String> answer(String token) {
    return Optional.ofNullable(answers.get(token));
  }

  boolean isIdle() {
    return answers.isEmpty();
  }

  void begin(String token, String answer) {
    answers.put(token, answer);
  }

  void end(String token) {
    answers.remove(token);
  }
}
