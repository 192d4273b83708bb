package dev.handoff.gateway.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.RealNginx;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Plays one table row on both fronts. The stage is built once for all rows of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Differential {
  private static final String SAME = "SAME";

  private Stage stage;
  private Optional<Placeholders> nginxValues = Optional.empty();
  private Placeholders ourValues;

  @BeforeAll
  void build(@TempDir Path folder) throws IOException {
    stage = new Stage(folder);
    nginxValues = stage.nginx().map(stage::placeholders);
    ourValues = stage.placeholders(stage.gateway());
  }

  @AfterAll
  void tearDown() {
    stage.close();
  }

  Stage stage() {
    return stage;
  }

  /**
   * Asks both fronts and compares.
   *
   * @param request see {@link Cells}
   * @param app what the app answers, see {@link Cells}
   * @param nginx what nginx answers, see {@link Outcome}
   * @param ours what the gateway answers, or {@code SAME}
   */
  void compare(String request, String app, String nginx, String ours) {
    String expected = ours.equals(SAME) ? nginx : ours;
    RawResponse ourAnswer = play(stage.gateway(), request, app, ourValues);
    check("the gateway", expected, ourAnswer, ourValues);
    assertThat(Sameness.alwaysWrong(ourAnswer)).as("the gateway answered%n%s", ourAnswer).isEmpty();
    if (stage.nginx().isEmpty()) {
      RealNginx.assumeInstalled();
    }
    if (nginx.equals("*")) {
      return;
    }
    RawResponse seen = play(stage.nginx().orElseThrow(), request, app, nginxValues.orElseThrow());
    check("nginx", nginx, seen, nginxValues.orElseThrow());
    if (ours.equals(SAME)) {
      assertThat(Sameness.difference(seen, ourAnswer))
          .as("nginx answered%n%s%n%nthe gateway answered%n%s", seen, ourAnswer)
          .isEmpty();
    }
  }

  /**
   * The same with a store behind the front.
   *
   * @param stored what the store answers to whatever it is asked, see {@link Cells}
   */
  void compare(String request, String app, String stored, String nginx, String ours) {
    stage()
        .store()
        .forget()
        .always(asked -> Cells.app(stored, asked.method().equals("HEAD"), Placeholders.NONE));
    compare(request, app, nginx, ours);
  }

  /** The app answers its cell to the row's own target; whatever else is asked was not meant. */
  private RawResponse play(
      SocketAddress front, String request, String app, Placeholders placeholders) {
    Cells.Request octets = Cells.request(request, placeholders);
    Answer answer = Cells.app(app, octets.method().equals("HEAD"), placeholders);
    stage
        .app()
        .forget()
        .always(Answer.text(404, "not asked for", "Content-Type: text/plain"))
        .on(octets.octets().split(" ", 3)[1], answer);
    return Stage.exchange(front, octets);
  }

  private void check(String who, String cell, RawResponse seen, Placeholders placeholders) {
    List<String> wrong = Outcome.parse(cell).mismatches(seen, stage.tree(), placeholders);
    assertThat(wrong).as("%s answered%n%s", who, seen).isEmpty();
  }
}
