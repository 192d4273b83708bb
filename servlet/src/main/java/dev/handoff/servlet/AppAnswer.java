package dev.handoff.servlet;

import dev.handoff.core.response.FileRequest;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One answer of an app behind {@link HandoffFilter}: what it named, and that it is sent. */
final class AppAnswer {
  private final FilterSettings settings;
  private final HttpServletRequest original;
  private final AppRequest request;
  private final AppResponse response;
  private final boolean bare;

  /**
   * An answer that begins.
   *
   * @param hides whether what a front would say is kept from the app
   * @param bare whether the container's own servlet makes it, which gets neither wrapper
   */
  AppAnswer(
      FilterSettings settings,
      HttpServletRequest original,
      HttpServletResponse response,
      boolean hides,
      boolean bare) {
    this.settings = settings;
    this.original = original;
    this.bare = bare;
    this.request = new AppRequest(original, this, settings.sendfileAttributes(), hides);
    this.response = new AppResponse(response, this, settings.sendfileHeader());
  }

  AppRequest request() {
    return request;
  }

  AppResponse response() {
    return response;
  }

  Sending sending() {
    return settings.sending();
  }

  HttpServletRequest originalRequest() {
    return original;
  }

  HttpServletResponse originalResponse() {
    return response.original();
  }

  boolean isBare() {
    return bare;
  }

  /** Whether there is a file, whatever it is worth. */
  boolean isNamed() {
    return request.getAttribute(HandoffFilter.FILE) != null
        || (settings.sendfileAttributes()
            && request.getAttribute(ContainerSendfile.FILENAME) != null)
        || response.named().isPresent();
  }

  private Optional<NamedFile> named() {
    Object file = request.getAttribute(HandoffFilter.FILE);
    if (file != null) {
      return Optional.of(NamedFile.of(file));
    }
    Optional<NamedFile> window =
        settings.sendfileAttributes() ? NamedFile.window(request) : Optional.empty();
    return window.or(() -> response.named().map(NamedFile::header));
  }

  void forget() {
    request.removeAttribute(HandoffFilter.FILE);
    if (settings.sendfileAttributes()) {
      ContainerSendfile.clear(request);
    }
  }

  /**
   * The app is done. Sends what it named, if it named anything; empty if there is nothing to do.
   */
  Optional<CompletionStage<Outcome>> finish() {
    Optional<NamedFile> named = named();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    if (bare && !isForFronts()) {
      return Optional.empty();
    }
    HttpServletResponse out = response.original();
    if (out.getStatus() >= 300) {
      // An error, a redirect: the file is not the answer after all.
      forget();
      return Optional.empty();
    }
    if (out.isCommitted()) {
      return late(named.get());
    }
    if (named.get() instanceof NamedFile.Unusable unusable) {
      forget();
      Sender.LOG.log(Level.WARNING, "An app named no file that can be sent: " + unusable.reason());
      return done(Sending.refuse(unusable.status(), original, out));
    }
    if (named.get() instanceof NamedFile.Window window) {
      return new SendfileWindow(this, window).send();
    }
    NamedFile.Whole whole = (NamedFile.Whole) named.get();
    takeOver();
    return Optional.of(
        settings.sending().send(delivery(whole.file(), whole.complete()), original, out, true));
  }

  /**
   * Whether what the container's own servlet is about to send may go to a front. The web root is an
   * affair of {@link DefaultServletFiles}, which left it to the container.
   */
  private boolean isForFronts() {
    return original.getHttpServletMapping().getMappingMatch() != MappingMatch.DEFAULT
        && original.getMethod().equals("GET");
  }

  static Optional<CompletionStage<Outcome>> done(Outcome outcome) {
    return Optional.of(CompletableFuture.completedStage(outcome));
  }

  private Delivery delivery(SendFile file, boolean complete) {
    return complete
        ? new Delivery(file, SentFields.of(file), sending().sender.files, asked(), true)
        : delivery(file);
  }

  /** A file beside the head that the app wrote. */
  Delivery delivery(SendFile named) {
    SendFile file = AppFields.file(named, originalResponse());
    SentFields fields = AppFields.of(file, originalResponse());
    if (!bare) {
      return new Delivery(file, fields, sending().sender.files, asked(), true);
    }
    // What the container would say besides: nothing. And these pages are the site itself.
    boolean page = AppFields.isActive(fields);
    return new Delivery(
        file,
        new SentFields(fields.contentType(), fields.asked(), List.of()),
        sending().sender.files,
        asked(),
        !(page && sending().fronts.mayBeGateway()));
  }

  /** The app said yes to the method, whatever it is. */
  private FileRequest asked() {
    FileRequest asked = FileRequest.of(original.getMethod(), RequestFields.of(original));
    return asked.retrieves() ? asked : FileRequest.GET;
  }

  /** From here on the answer is ours: the app's fields stay, what follows from bytes does not. */
  void takeOver() {
    forget();
    Set<String> dropped = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    dropped.addAll(FieldsDropped.OF_BYTES);
    if (response.hasDiscarded()) {
      // Whoever wrote something had its own coding in mind, not that of the file.
      dropped.add("Content-Encoding");
    }
    FieldsDropped.from(response.original(), dropped);
  }

  /** The head is out. A piece of a file can still follow it, as it would on Tomcat. */
  private Optional<CompletionStage<Outcome>> late(NamedFile named) {
    if (named instanceof NamedFile.Window window) {
      if (ContainerSendfile.isNative(original)) {
        return Optional.empty();
      }
      forget();
      try {
        return new SendfileWindow(this, window).body();
      } catch (IOException | IllegalStateException e) {
        Sender.LOG.log(Level.WARNING, "A file was named after the answer was over", e);
        return Optional.empty();
      }
    }
    forget();
    settings
        .sending()
        .sender
        .warnings
        .once(
            "A file was named after the answer had begun, and was not sent. After a forward the answer"
                + " is over: map the filter for FORWARD and ASYNC too. Servlet: "
                + original.getHttpServletMapping().getServletName());
    return Optional.empty();
  }
}
