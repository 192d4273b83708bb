package dev.handoff.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The verifiers in {@code docs/front-proof.md} believe what the library believes, no more, no less.
 */
class FrontProofDocTest {
  private static final long T = 1_795_219_200;
  private static final String MAC = "iNEgdWWcZZYRBMq6eTjwMojp5BTIs+iG980EhIqrj40=";
  private static final String EMPTY_MAC = "6PiF7vXoTS2oAgRC0qZfT5/IyvYy2PcVjOsEH+ywuxU=";
  private static final String MAP = "/srv/shop/files/=/_files/";
  private static final String HONEST = "v1;t=" + T + ";k=\"k1\";mac=:" + MAC + ":";

  @TempDir Path folder;

  /** Lines of the three fields, and whether they prove anything. */
  private record Case(
      String why,
      boolean good,
      long now,
      List<String> proofs,
      List<String> types,
      List<String> maps) {
    Case(String why, boolean good, long now, String proof) {
      this(why, good, now, List.of(proof), List.of("X-Accel-Redirect"), List.of(MAP));
    }

    Case(String why, boolean good, String proof) {
      this(why, good, T, proof);
    }
  }

  private static List<Case> cases() {
    List<String> type = List.of("X-Accel-Redirect");
    List<String> map = List.of(MAP);
    String bytes = ";mac=:" + MAC + ":";
    return List.of(
        new Case("the first vector", true, HONEST),
        new Case("the second, with fields absent", true, T, List.of(empty()), List.of(), List.of()),
        new Case(
            "the second, with empty fields", true, T, List.of(empty()), List.of(""), List.of("")),
        new Case("60 s old", true, T + 60, HONEST),
        new Case("60 s ahead", true, T - 60, HONEST),
        new Case("61 s old", false, T + 61, HONEST),
        new Case("61 s ahead", false, T - 61, HONEST),
        new Case("of last year", false, T + 31_536_000, HONEST),
        new Case("no proof", false, T, List.of(), type, map),
        new Case("two proofs", false, T, List.of(HONEST, HONEST), type, map),
        new Case("two types", false, T, List.of(HONEST), List.of(type.get(0), type.get(0)), map),
        new Case("two maps", false, T, List.of(HONEST), type, List.of(MAP, "/=/evil/")),
        new Case("two lines joined by a server", false, HONEST + ", " + HONEST),
        new Case("a map joined", false, T, List.of(HONEST), type, List.of(MAP + ", /=/evil/")),
        new Case("another map", false, T, List.of(HONEST), type, List.of("/=/_files/")),
        new Case("no map any more", false, T, List.of(HONEST), type, List.of()),
        new Case("another type", false, T, List.of(HONEST), List.of("X-Sendfile"), map),
        new Case(
            "a line feed moved", false, T, List.of(HONEST), List.of("X-Accel-Redirect\n"), map),
        new Case("another time", false, HONEST.replace("t=1795219200", "t=1795219201")),
        new Case("the right MAC of another key", false, HONEST.replace("\"k1\"", "\"k2\"")),
        new Case("an unknown key", false, HONEST.replace("\"k1\"", "\"k9\"")),
        new Case("another MAC", false, HONEST.replace("iNEg", "iNEh")),
        new Case("a shorter MAC", false, HONEST.replace(MAC, "iNEgdWWcZZYRBMq6eTjwMg==")),
        new Case("no MAC", false, HONEST.replace(bytes, "")),
        new Case("an empty MAC", false, HONEST.replace(MAC, "")),
        new Case("a MAC that is a String", false, HONEST.replace(":", "\"")),
        new Case("a key that is a Token", false, HONEST.replace("\"k1\"", "k1")),
        new Case("a time that is a String", false, HONEST.replace("" + T, "\"" + T + "\"")),
        new Case("a time with a fraction", false, HONEST.replace("" + T, T + ".0")),
        new Case("no time", false, HONEST.replace("t=" + T + ";", "")),
        new Case("no key", false, HONEST.replace(";k=\"k1\"", "")),
        new Case("of another version", false, HONEST.replace("v1", "v2")),
        new Case("a fixed token", false, "token;s=\"" + "a".repeat(43) + "\""),
        new Case("nothing", false, ""),
        new Case("garbage behind it", false, HONEST + " x"),
        new Case("garbage before it", false, "x " + HONEST),
        new Case("a line feed behind it", false, HONEST + "\n"),
        new Case("half a string", false, HONEST + ";x=\""),
        new Case("in another order", true, "v1" + bytes + ";k=\"k1\";t=" + T),
        new Case("with spaces where they may be", true, "  " + HONEST.replace(";", "; ") + " "),
        new Case("with a space where none may be", false, HONEST.replace(";", " ;")),
        new Case("with unknown parameters", true, HONEST + ";new;other=\"a;t=1 \\\" b\";n=?1"),
        new Case("the last of two counts", true, HONEST.replace(";k", ";t=1;t=" + T + ";k")),
        new Case("and if it is wrong, it is wrong", false, HONEST + ";t=1"),
        new Case(
            "a parameter hidden in a string", false, "v1;x=\"" + HONEST.replace("\"", "") + "\""));
  }

  private static String empty() {
    return "v1;t=" + T + ";k=\"k2\";mac=:" + EMPTY_MAC + ":";
  }

  private static List<FrontKey> keys() {
    return List.of(FrontKey.ofBase64("k1", base64()), FrontKey.ofBase64("k2", base64()));
  }

  private static String base64() {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    return Base64.getEncoder().encodeToString(secret);
  }

  @Test
  void theLibraryJudgesThem() {
    FrontProof proof = FrontProof.of(keys());
    for (Case one : cases()) {
      Instant now = Instant.ofEpochSecond(one.now);
      boolean proven =
          proof.judge(one.proofs, one.types, one.maps, now) instanceof FrontProof.Verdict.Proven;
      assertThat(proven).as(one.why).isEqualTo(one.good);
    }
    FrontWords words = new FrontWords("X-Accel-Redirect", MAP);
    assertThat(proof.prove(words, Instant.ofEpochSecond(T))).isEqualTo(HONEST);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"python, python3, verify.py", "ruby, ruby, verify.rb", "php, php, verify.php"})
  void everyVerifierJudgesThemAlike(String language, String program, String file) throws Exception {
    Tool tool = Tool.require(program);
    Files.writeString(folder.resolve(file), snippet(language) + asking(language));
    Files.writeString(folder.resolve("cases.json"), json());
    String said = tool.run(folder, 0, file, "cases.json", base64());
    List<String> verdicts = said.lines().toList();
    assertThat(verdicts).hasSameSizeAs(cases());
    for (int i = 0; i < verdicts.size(); i++) {
      Case one = cases().get(i);
      String type = one.types.isEmpty() ? "" : one.types.get(0);
      String map = one.maps.isEmpty() ? "" : one.maps.get(0);
      String expected = one.good ? "[" + type + "][" + map + "]" : "nothing";
      assertThat(verdicts.get(i)).as(language + ": " + one.why).isEqualTo(expected);
    }
  }

  /** What stands around a verifier in a program of its own. */
  private static String asking(String language) {
    return switch (language) {
      case "python" ->
          """

          import json, sys

          known = {"k1": sys.argv[2], "k2": sys.argv[2]}
          for case in json.load(open(sys.argv[1], encoding="utf-8")):
              told = proven(case["fields"], known, case["now"])
              print("[%s][%s]" % told if told else "nothing")
          """;
      case "ruby" ->
          """

          require "json"

          known = { "k1" => ARGV[1], "k2" => ARGV[1] }
          JSON.parse(File.read(ARGV[0])).each do |one|
            told = proven(one["fields"], known, one["now"])
            puts(told ? "[#{told[0]}][#{told[1]}]" : "nothing")
          end
          """;
      default ->
          """

          $known = ["k1" => $argv[2], "k2" => $argv[2]];
          foreach (json_decode(file_get_contents($argv[1]), true) as $one) {
              $told = proven($one["fields"], $known, $one["now"]);
              echo $told ? "[{$told[0]}][{$told[1]}]" : "nothing", "\\n";
          }
          """;
    };
  }

  private static String json() {
    List<String> objects = new ArrayList<>();
    for (Case one : cases()) {
      List<String> fields = new ArrayList<>();
      one.proofs.forEach(value -> fields.add(pair("Handoff-Front", value)));
      one.types.forEach(value -> fields.add(pair("X-Sendfile-Type", value)));
      one.maps.forEach(value -> fields.add(pair("x-redirect-map", value)));
      fields.add(pair("Host", "files.example"));
      objects.add("{\"now\":" + one.now + ",\"fields\":[" + String.join(",", fields) + "]}");
    }
    return "[" + String.join(",\n", objects) + "]";
  }

  private static String pair(String name, String value) {
    String text = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "[\"" + name + "\",\"" + text + "\"]";
  }

  private static String snippet(String language) throws Exception {
    String doc =
        Files.readString(RunningExample.projectRoot().resolve("docs/front-proof.md"), UTF_8);
    String fence = "```" + language + "\n";
    int begin = doc.indexOf(fence) + fence.length();
    return doc.substring(begin, doc.indexOf("```", begin));
  }
}
