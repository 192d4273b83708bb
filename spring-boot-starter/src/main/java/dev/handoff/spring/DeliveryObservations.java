package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.Source;
import dev.handoff.servlet.Outcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.function.Consumer;

/** An observation for each delivery, from the decision to its last byte. */
final class DeliveryObservations implements DeliveryWatch {
  static final String NAME = "handoff.delivery";

  private final ObservationRegistry registry;

  DeliveryObservations(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Consumer<Outcome> begin(SendFile file, HttpServletRequest request) {
    Observation observation =
        Observation.createNotStarted(NAME, registry)
            .contextualName("deliver " + source(file.source()))
            .lowCardinalityKeyValue("source", source(file.source()))
            .start();
    return outcome -> {
      observation.lowCardinalityKeyValue("outcome", name(outcome));
      observation.lowCardinalityKeyValue(
          "status",
          outcome instanceof Outcome.Refused refused
              ? Integer.toString(refused.status())
              : outcome instanceof Outcome.NotModified ? "304" : "2xx");
      if (outcome instanceof Outcome.Sent sent) {
        observation.highCardinalityKeyValue("bytes", Long.toString(sent.bytes()));
      } else if (outcome instanceof Outcome.Aborted aborted) {
        observation.highCardinalityKeyValue("bytes", Long.toString(aborted.bytes()));
      }
      observation.stop();
    };
  }

  private static String source(Source source) {
    if (source instanceof Source.OnDisk) {
      return "file";
    }
    if (source instanceof Source.InMemory) {
      return "memory";
    }
    if (source instanceof Source.Remote) {
      return "remote";
    }
    return source instanceof Source.Archive ? "archive" : "stream";
  }

  private static String name(Outcome outcome) {
    if (outcome instanceof Outcome.HandedOff) {
      return "handed-off";
    }
    if (outcome instanceof Outcome.Sent) {
      return "sent";
    }
    if (outcome instanceof Outcome.NotModified) {
      return "not-modified";
    }
    if (outcome instanceof Outcome.Aborted aborted) {
      return aborted.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return "refused";
  }
}
