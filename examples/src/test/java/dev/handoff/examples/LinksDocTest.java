package dev.handoff.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.LinkVerdict;
import dev.handoff.core.links.Links;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signers and vectors in {@code docs/links.md} make what Java makes. */
class LinksDocTest {
  private static final List<String> NAMES =
      List.of(
          "/d/report.pdf",
          "/d/Bericht März.pdf",
          "/a b+c~d/100%.txt",
          "/q/what? #1 & more; (it's) *!.txt",
          "/ü/日本語/.x-_~");
  private static final String EXPIRES = "1795305600";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "python, python3, signer.py",
    "javascript, node, signer.cjs",
    "ruby, ruby, signer.rb",
    "php, php, signer.php"
  })
  void everySignerMakesTheSameLinks(String language, String program, String file) throws Exception {
    Tool tool = Tool.require(program);
    Files.writeString(folder.resolve(file), snippet(language));
    Links links = Links.of(List.of(key()));
    for (String name : NAMES) {
      String said = tool.run(folder, 0, file, "k1", base64(), name, EXPIRES).strip();
      assertThat(links.verify(said, Optional.empty(), Instant.ofEpochSecond(1_700_000_000)))
          .as(said)
          .isInstanceOf(LinkVerdict.Valid.class);
      String path = said.substring(0, said.indexOf('?'));
      assertThat(said)
          .isEqualTo(links.signed(path, Instant.ofEpochSecond(Long.parseLong(EXPIRES))));
      assertThat(java.net.URI.create(path).getPath()).isEqualTo(name);
    }
  }

  @Test
  void theVectorsHold() throws Exception {
    Links links = Links.of(List.of(key()));
    List<String> rows =
        doc().lines().filter(line -> line.startsWith("| `/") && line.contains("h=1.k1.")).toList();
    assertThat(rows).hasSize(5);
    for (String row : rows) {
      String url = row.split("`")[1];
      String link = row.split("`")[3];
      String joined = url + (url.contains("?") ? "&" : "?") + link;
      assertThat(
              links.verify(
                  joined,
                  Optional.of(dev.handoff.core.paths.Octets.wrap(new byte[] {10, 1, 2, 3})),
                  Instant.ofEpochSecond(1_700_000_000)))
          .as(joined)
          .isInstanceOf(LinkVerdict.Valid.class);
    }
  }

  private static String doc() throws Exception {
    return Files.readString(RunningExample.projectRoot().resolve("docs/links.md"), UTF_8);
  }

  private static String snippet(String language) throws Exception {
    String doc = doc();
    String fence = "```" + language + "\n";
    int begin = doc.indexOf(fence) + fence.length();
    return doc.substring(begin, doc.indexOf("```", begin));
  }

  private static LinkKey key() {
    return LinkKey.of("k1", Base64.getDecoder().decode(base64()));
  }

  private static String base64() {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    return Base64.getEncoder().encodeToString(secret);
  }
}
