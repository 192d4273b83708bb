package dev.handoff.testkit.store;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.testkit.listen.FileReply;
import dev.handoff.testkit.listen.FileReply.Slices;
import dev.handoff.testkit.listen.Received;
import dev.handoff.testkit.listen.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The objects, by their paths, and what is answered about them. */
final class Shelf {
  private static final List<Field> ALWAYS =
      List.of(new Field("x-amz-request-id", "FAKE0STORE"), new Field("Server", "FakeStore"));

  private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private final Signature signature = new Signature();
  private volatile boolean onlySigned;

  void put(String path, StoredObject object) {
    objects.put(path, object);
  }

  void fail(String path, Failure failure) {
    failures.put(path, failure);
  }

  void onlySigned() {
    onlySigned = true;
  }

  void clear() {
    objects.clear();
    failures.clear();
    onlySigned = false;
  }

  Signature signature() {
    return signature;
  }

  Reply answer(Received request) throws IOException {
    String path = request.path();
    Instant now = Instant.now();
    boolean signed = request.query().filter(q -> q.contains("X-Amz-")).isPresent();
    if (signed || onlySigned) {
      Optional<String> objection =
          signature.objectionTo(request.method(), path, request.query(), now);
      if (objection.isPresent()) {
        return refusal(403, "Forbidden", objection.get(), request);
      }
    }
    Optional<Failure> failure = Optional.ofNullable(failures.get(path));
    StoredObject object = objects.get(path);
    if (object == null || failure.equals(Optional.of(Failure.MISSING))) {
      return refusal(404, "Not Found", "NoSuchKey", request);
    }
    return failure.isPresent()
        ? failing(failure.get(), object, request, now)
        : whole(object, request, now);
  }

  private Reply failing(Failure failure, StoredObject object, Received request, Instant now)
      throws IOException {
    return switch (failure) {
      case MISSING, REFUSED -> refusal(403, "Forbidden", "AccessDenied", request);
      case BUSY -> refusal(503, "Slow Down", "SlowDown", request).with("Retry-After", "1");
      case SILENT -> throw new EOFException("as it was told");
      case CUT ->
          reply(
              FileRequest.of(request.method(), request.lines()),
              object,
              (range, out) -> {
                int length = (int) (range.length() / 2);
                out.write(object.bytes(), (int) range.first(), length);
                out.flush();
                throw new EOFException("as it was told");
              },
              request,
              now);
      case IGNORES_RANGES ->
          reply(
              request.isHead() ? FileRequest.HEAD : FileRequest.GET,
              object,
              slices(object),
              request,
              now);
      case CHANGES -> {
        failures.remove(request.path());
        objects.put(request.path(), object.other());
        yield whole(object, request, now);
      }
    };
  }

  private static Reply whole(StoredObject object, Received request, Instant now) {
    FileRequest asked = FileRequest.of(request.method(), request.lines());
    return reply(asked, object, slices(object), request, now);
  }

  private static Reply reply(
      FileRequest asked, StoredObject object, Slices slices, Received request, Instant now) {
    Representation representation = object.representation();
    // Stores send one part at most.
    ResponsePlan plan =
        FileResponse.decide(asked, representation, now, RangeLimits.SINGLE, () -> "none");
    return FileReply.of(plan, slices, ALWAYS, request).with("Date", HttpDate.format(now));
  }

  private static Slices slices(StoredObject object) {
    return (range, out) -> out.write(object.bytes(), (int) range.first(), (int) range.length());
  }

  /** With the text that stores write, which no client may ever see. */
  private static Reply refusal(int status, String reason, String code, Received request) {
    String document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + code
            + "</Code><BucketName>fake-bucket</BucketName><Resource>"
            + request.path().replace("&", "&amp;").replace("<", "&lt;")
            + "</Resource><RequestId>FAKE0STORE</RequestId></Error>";
    return Reply.of(status, reason)
        .with("Content-Type", "application/xml")
        .with("x-amz-request-id", "FAKE0STORE")
        .holding(document.getBytes(StandardCharsets.UTF_8), request);
  }
}
