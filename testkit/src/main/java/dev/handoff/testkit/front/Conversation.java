package dev.handoff.testkit.front;

import dev.handoff.core.fields.Field;
import dev.handoff.core.front.Dialect;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import dev.handoff.core.handoff.ControlFields;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Answer.Ending;
import dev.handoff.testkit.exchange.FieldLine;
import dev.handoff.testkit.exchange.Request;
import dev.handoff.testkit.exchange.SocketClient;
import dev.handoff.testkit.listen.Received;
import dev.handoff.testkit.listen.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One request through the front: to the app, and from there to a file or back. */
final class Conversation {
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "content-length");

  private final Dialect dialect;
  private final Optional<FrontKey> key;
  private final List<Location> locations;
  private final Consumer<String> delivered;

  Conversation(
      Dialect dialect,
      Optional<FrontKey> key,
      List<Location> locations,
      Consumer<String> delivered) {
    this.dialect = dialect;
    this.key = key;
    this.locations = locations;
    this.delivered = delivered;
  }

  Reply answer(Received request, URI app) {
    Octets path = decoded(request.path());
    if (locations.stream().anyMatch(location -> path.startsWith(Octets.utf8(location.prefix())))) {
      return Reply.text(404, "Not Found", request);
    }
    try {
      Answer answer = SocketClient.to(app).send(forApp(request), request.content().octets());
      return named(answer)
          .map(line -> deliver(line, answer, request))
          .orElseGet(() -> passOn(answer, request));
    } catch (IOException e) {
      return wrong("the app at " + app + " gave no answer: " + e.getMessage(), request);
    }
  }

  private static Octets decoded(String path) {
    Octets octets = Octets.wrap(path.getBytes(StandardCharsets.ISO_8859_1));
    return PercentEncoding.firstMalformed(octets).isPresent()
        ? octets
        : PercentEncoding.decode(octets);
  }

  private Request forApp(Received request) {
    List<FieldLine> fields = new ArrayList<>();
    for (FieldLine line : request.fields()) {
      if (!isHopByHop(line) && !ControlFields.isControl(line.name())) {
        fields.add(line);
      }
    }
    tell(fields);
    return new Request(request.method(), request.target(), fields);
  }

  /** What such a front says of itself. */
  private void tell(List<FieldLine> fields) {
    boolean byUri = dialect.needsMap() || dialect == Dialect.HANDOFF;
    String type = byUri ? "X-Accel-Redirect" : "X-Sendfile";
    fields.add(FieldLine.of("X-Sendfile-Type", type));
    if (!byUri || locations.isEmpty()) {
      return;
    }
    RedirectMap map =
        RedirectMap.of(
            locations.stream()
                .map(location ->
                    new RedirectMap.Entry(
                        Octets.utf8(withSlash(location.folder())), Octets.utf8(location.prefix())))
                .toList());
    fields.add(FieldLine.of("X-Accel-Mapping", map.toAccelMapping().value()));
    if (key.isPresent()) {
      String ascii = map.toAscii();
      fields.add(FieldLine.of("X-Redirect-Map", ascii));
      FrontProof proof = FrontProof.of(List.of(key.get()));
      fields.add(
          FieldLine.of(FrontProof.FIELD, proof.prove(new FrontWords(type, ascii), Instant.now())));
    }
  }

  private static String withSlash(Path folder) {
    String text = folder.toString().replace('\\', '/');
    return text.endsWith("/") ? text : text + '/';
  }

  /** The line by which the app hands off, if this front knows it. */
  private Optional<FieldLine> named(Answer answer) {
    List<String> known =
        switch (dialect) {
          case NGINX, CADDY -> List.of("X-Accel-Redirect");
          case APACHE -> List.of("X-Sendfile");
          case LIGHTTPD -> List.of("X-Sendfile", "X-LIGHTTPD-send-file");
          case HANDOFF -> List.of("X-Accel-Redirect", "X-Sendfile", "X-LIGHTTPD-send-file");
        };
    return answer.fields().stream()
        .filter(line -> known.stream().anyMatch(line::isNamed))
        .findFirst();
  }

  private Reply deliver(FieldLine line, Answer answer, Received request) {
    if (answer.status() < 200 || answer.status() > 206) {
      return wrong(
          "the app hands off (" + line + ") with " + answer.status() + "; only a success may",
          request);
    }
    boolean byUri = line.isNamed("X-Accel-Redirect");
    String value = byUri ? line.value().split("\\?", 2)[0] : line.value();
    Octets path =
        byUri || dialect == Dialect.LIGHTTPD
            ? decoded(value)
            : Octets.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
    Location best = null;
    Octets rest = Octets.EMPTY;
    for (Location location : locations) {
      Octets prefix = Octets.utf8(byUri ? location.prefix() : withSlash(location.folder()));
      if (path.startsWith(prefix)
          && (best == null || path.length() - prefix.length() < rest.length())) {
        best = location;
        rest = path.from(prefix.length());
      }
    }
    if (best == null) {
      return wrong("the app hands off (" + line + "), and there is only " + locations, request);
    }
    Optional<Path> file = best.file(rest);
    if (file.isEmpty()) {
      return Reply.text(404, "Not Found", request);
    }
    delivered.accept(line.value());
    return new HandedFile(dialect, file.get()).reply(kept(answer), request);
  }

  private List<Field> kept(Answer answer) {
    List<Field> kept = new ArrayList<>();
    for (FieldLine line : answer.fields()) {
      boolean crosses = !isHopByHop(line) && !ControlFields.isControl(line.name());
      if (crosses && HandedFile.keeps(dialect, line.name())) {
        kept.add(new Field(line.name(), line.value()));
      }
    }
    if (dialect == Dialect.HANDOFF) {
      defaults(kept);
    }
    return kept;
  }

  private static void defaults(List<Field> kept) {
    kept.removeIf(field -> field.name().equalsIgnoreCase("X-Content-Type-Options"));
    kept.add(new Field("X-Content-Type-Options", "nosniff"));
    if (kept.stream().noneMatch(field -> field.name().equalsIgnoreCase("Cache-Control"))) {
      kept.add(new Field("Cache-Control", "private, no-cache"));
    }
  }

  /** The app's own answer, as whole or as broken as it came. */
  private static Reply passOn(Answer answer, Received request) {
    List<FieldLine> fields =
        answer.fields().stream()
            .filter(line -> !isHopByHop(line) && !ControlFields.isControl(line.name()))
            .toList();
    Reply reply = Reply.of(answer.statusLine(), fields);
    Optional<String> length = answer.field("Content-Length");
    if (request.isHead() || answer.status() == 304 || answer.status() == 204) {
      return length.map(value -> reply.with("Content-Length", value)).orElse(reply);
    }
    if (answer.ending() == Ending.WHOLE) {
      return reply.holding(answer.body(), request);
    }
    // One octet more than comes: the client sees that it was cut, as this front did.
    Reply announced =
        answer.ending() == Ending.CUT
            ? reply.with("Content-Length", length.orElse((answer.body().length + 1) + ""))
            : reply;
    return announced.writing(out -> out.write(answer.body()));
  }

  private static boolean isHopByHop(FieldLine line) {
    return HOP_BY_HOP.contains(line.name().toLowerCase(Locale.ROOT));
  }

  private static Reply wrong(String what, Received request) {
    return Reply.of(502, "Bad Gateway")
        .with("Content-Type", "text/plain; charset=utf-8")
        .with("Cache-Control", "no-store")
        .holding(("FakeFront: " + what + ".\n").getBytes(StandardCharsets.UTF_8), request);
  }
}
