package dev.handoff.conformance;

import dev.handoff.conformance.Answer.Ending;
import dev.handoff.conformance.CannotAskException.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what the server sends is the local copy: otherwise nothing could be judged. */
final class Comparison implements Wire.Body {
  private final LocalCopy copy;
  private long same;
  private boolean differs;
  private @Nullable IOException unreadable;

  Comparison(LocalCopy copy) {
    this.copy = copy;
  }

  @Override
  public boolean take(byte[] buffer, int count) {
    byte[] wanted;
    try {
      wanted = copy.octets(same, count);
    } catch (IOException e) {
      unreadable = e;
      return false;
    }
    int mismatch = Arrays.mismatch(wanted, 0, wanted.length, buffer, 0, count);
    same += mismatch < 0 ? count : mismatch;
    differs = mismatch >= 0;
    return !differs;
  }

  void refuseOtherContent(Answer answer) throws IOException, CannotAskException {
    if (unreadable != null) {
      throw unreadable;
    }
    String copyIs = "The local copy " + copy.file() + " has " + copy.size() + " octets";
    Optional<String> difference = Optional.empty();
    if (differs && same == copy.size()) {
      difference = Optional.of(copyIs + ", the server sends more.");
    } else if (differs) {
      difference = Optional.of("The server sends another octet at offset " + same + ".");
    } else if (answer.ending() == Ending.BROKEN_OFF) {
      difference =
          Optional.of(
              "The answer breaks off after %d octets%s."
                  .formatted(
                      same,
                      answer
                          .field("Content-Length")
                          .map(l -> " of " + l + " announced")
                          .orElse("")));
    } else if (same < copy.size()) {
      difference = Optional.of(copyIs + ", the server sends " + same + ".");
    } else if (answer.ending() == Ending.WENT_ON) {
      difference = Optional.of("Octets follow where the answer ends by its Content-Length.");
    }
    if (difference.isPresent()) {
      throw new CannotAskException(
          Reason.OTHER_ANSWER,
          "does not send what the local copy holds, so nothing can be judged. "
              + difference.get()
              + answer
                  .field("Content-Encoding")
                  .map(coding -> " It says Content-Encoding: " + coding + ".")
                  .orElse(""));
    }
  }
}
