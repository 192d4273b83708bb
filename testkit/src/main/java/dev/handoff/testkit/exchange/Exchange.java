package dev.handoff.testkit.exchange;

/** A request and what came back. */
public record Exchange(Request request, Answer answer) {

  /** Both as text, the body shortened: what a failing test shows. */
  @Override
  public String toString() {
    return Shown.of(this);
  }
}
