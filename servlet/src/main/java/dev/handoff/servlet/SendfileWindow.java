package dev.handoff.servlet;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.sending.OpenSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A file that was named by Tomcat's attributes. All of it in a 200 is a download like any other; a
 * piece goes out as it was asked for, under the head that the app wrote.
 */
final class SendfileWindow {
  private final AppAnswer answer;
  private final Sending sending;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final NamedFile.Window window;

  SendfileWindow(AppAnswer answer, NamedFile.Window window) {
    this.answer = answer;
    this.sending = answer.sending();
    this.request = answer.originalRequest();
    this.response = answer.originalResponse();
    this.window = window;
  }

  /** Sends it, or leaves it to the container, which then finds the attributes. */
  Optional<CompletionStage<Outcome>> send() {
    boolean head = request.getMethod().equals("HEAD");
    // Without a body to send Tomcat would send it all the same.
    boolean container = ContainerSendfile.isNative(request) && !head;
    boolean unbounded = !sending.sender.bounded;
    if (container && unbounded && !sending.fronts.mayDeliver(request)) {
      return Optional.empty();
    }
    try {
      OpenSource.Result opened = OpenSource.open(window.file(), sending.sender.files);
      if (opened instanceof OpenSource.Result.Missing missing) {
        if (answer.isBare()) {
          return Optional.empty();
        }
        answer.takeOver();
        Sender.LOG.log(Level.WARNING, "A sendfile attribute names nothing: " + missing.reason());
        return AppAnswer.done(Sending.refuse(404, request, response));
      }
      OpenSource source = ((OpenSource.Result.Opened) opened).source();
      long size = source.length().orElseThrow();
      sending.sender.close(source);
      if (isWhole(size)) {
        return whole(container);
      }
      Optional<CompletionStage<Outcome>> told = partOfWhole(size);
      if (told.isPresent()) {
        return told;
      }
      if (container) {
        return Optional.empty();
      }
      answer.forget();
      return piece(head);
    } catch (IOException e) {
      answer.takeOver();
      Sender.LOG.log(Level.WARNING, "A named file could not be sent: " + e);
      return AppAnswer.done(Sending.refuse(500, request, response));
    }
  }

  private boolean isWhole(long size) {
    return response.getStatus() == 200
        && window.start() == 0
        && window.end() == size
        && !response.containsHeader("Content-Range");
  }

  private Optional<CompletionStage<Outcome>> whole(boolean container) {
    Delivery delivery = answer.delivery(window.file());
    if (container && !sending.fronts.mayDeliver(request)) {
      return Optional.empty();
    }
    if (container) {
      // The front may not know the folder: then the container sends it, and nothing was touched.
      return tell(delivery);
    }
    answer.takeOver();
    return Optional.of(sending.send(delivery, request, response, true));
  }

  /** A range that the app cut by itself: a front cuts it too, from the whole. */
  private Optional<CompletionStage<Outcome>> partOfWhole(long size) {
    String range = "bytes " + window.start() + "-" + (window.end() - 1) + "/" + size;
    if (response.getStatus() != 206
        || !range.equals(response.getHeader("Content-Range"))
        || !request.getMethod().equals("GET")
        || request.getHeader("Range") == null
        || !sending.fronts.mayDeliver(request)) {
      return Optional.empty();
    }
    FieldsDropped.from(response, FieldsDropped.OF_RANGE);
    Delivery delivery = answer.delivery(window.file());
    Optional<CompletionStage<Outcome>> told = tell(delivery);
    if (told.isEmpty()) {
      response.setHeader("Content-Range", range);
      response.setContentLengthLong(window.end() - window.start());
    }
    return told;
  }

  /**
   * Tells the front, if it takes the file. Tomcat looks at the attributes when the head goes out,
   * and would send the file behind an answer that has no content: they must be gone by then.
   */
  private Optional<CompletionStage<Outcome>> tell(Delivery delivery) {
    Object name = request.getAttribute(ContainerSendfile.FILENAME);
    ContainerSendfile.clear(request);
    Optional<CompletionStage<Outcome>> told = sending.attempt(delivery, request, response, false);
    if (told.isEmpty()) {
      request.setAttribute(ContainerSendfile.FILENAME, name);
      request.setAttribute(ContainerSendfile.START, window.start());
      request.setAttribute(ContainerSendfile.END, window.end());
    }
    return told;
  }

  private Optional<CompletionStage<Outcome>> piece(boolean head) throws IOException {
    response.setContentLengthLong(window.end() - window.start());
    if (head) {
      response.flushBuffer();
      return AppAnswer.done(new Outcome.Sent(0));
    }
    return body();
  }

  /** The bytes alone. */
  Optional<CompletionStage<Outcome>> body() throws IOException {
    if (window.end() == window.start()) {
      response.flushBuffer();
      return AppAnswer.done(new Outcome.Sent(0));
    }
    SendFile file = window.file();
    OpenSource.Result opened = OpenSource.open(file, sending.sender.files);
    if (!(opened instanceof OpenSource.Result.Opened open)) {
      throw new IOException("the file is gone");
    }
    ByteRange range = new ByteRange(window.start(), window.end() - 1);
    return Optional.of(sending.sendBody(open.source(), file, range, request, response));
  }
}
