package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlFieldsTest {

  static Stream<String> bothLists() {
    return Stream.concat(ControlFields.FROM_APP.stream(), ControlFields.TO_APP.stream());
  }

  @ParameterizedTest(name = "{0} is one of ours in every spelling")
  @MethodSource("bothLists")
  @ValueSource(
      strings = {"X-Accel-Anything", "X-Sendfile-Temporary", "X-Sendfile2", "Handoff-Anything"})
  void isOurs(String name) {
    for (String spelling :
        new String[] {
          name,
          name.toLowerCase(Locale.ROOT),
          name.toUpperCase(Locale.ROOT),
          name.replace('-', '_'),
          name.toUpperCase(Locale.ROOT).replace('-', '_')
        }) {
      assertThat(ControlFields.isControl(spelling)).as(spelling).isTrue();
      byte[] within = ("a: b\r\n" + spelling + ": c").getBytes(StandardCharsets.ISO_8859_1);
      assertThat(ControlFields.isControl(within, 6, 6 + spelling.length())).as(spelling).isTrue();
    }
  }

  @ParameterizedTest(name = "{0} is not ours")
  @ValueSource(
      strings = {
        "",
        "X",
        "X-Accel",
        "XAccel-Redirect",
        "X-Acceleration",
        "X-Archive-Files-Note",
        "X-Archive-Date",
        "Handoffs",
        "Hand-off",
        "Host",
        "X-Forwarded-For",
        "Content-Type",
        "AX-Accel-Redirect"
      })
  void isNotOurs(String name) {
    byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(ControlFields.isControl(name)).isFalse();
    assertThat(ControlFields.isControl(octets, 0, octets.length)).isFalse();
  }
}
