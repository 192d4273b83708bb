package dev.handoff.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody who downloads from the Flask example may rely on, whoever stands in front. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class FlaskDownloadContract {
  private static final int RECORDING = 7;

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningExample example;
  private Path storage;

  @TempDir Path saved;

  abstract Front front();

  @BeforeAll
  void start(@TempDir Path data) {
    example = RunningExample.start("flask-download", front(), data);
    storage = data.resolve("storage/download");
  }

  @AfterAll
  void stop() {
    example.close();
  }

  @ParameterizedTest(name = "curl -OJ saves file {0} as {1}, its plain name")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | handbook.txt              | handbook.txt
          2 | Bericht Marz 2026.csv     | Bericht März 2026.csv
          3 | 100_ Baumwolle & mehr.txt | 100% Baumwolle & mehr.txt
          4 | what?.txt                 | what?.txt
          5 | x_41y.txt                 | x%41y.txt
          8 | empty.txt                 | empty.txt
          """)
  void curlSavesUnderTheOfferedName(int id, String savedAs, String stored) {
    Tool.require("curl").run(saved, 0, "-sSfOJ", download(id));
    assertThat(saved.resolve(savedAs)).hasSameBinaryContentAs(storage.resolve(stored));
  }

  @Test
  void curlResumesWhereItStopped() throws IOException {
    Path part = saved.resolve("recording.bin");
    Files.write(part, Arrays.copyOf(stored("recording.bin"), 10_000_001));
    Tool.require("curl")
        .run(saved, 0, "-sSf", "-C", "-", "-o", "recording.bin", download(RECORDING));
    assertThat(part).hasSameBinaryContentAs(storage.resolve("recording.bin"));
  }

  @ParameterizedTest(name = "wget saves file {0} as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | handbook.txt
          2 | Bericht März 2026.csv
          6 | 写真 ☕.bin
          """)
  void wgetSavesUnderTheTrueName(int id, String name) {
    Tool.require("wget").run(saved, 0, "--content-disposition", "-c", download(id));
    assertThat(saved.resolve(name)).hasSameBinaryContentAs(storage.resolve(name));
  }

  @Test
  void wgetResumesWhereItStopped() throws IOException {
    Files.write(saved.resolve("7"), Arrays.copyOf(stored("recording.bin"), 5_000_000));
    Tool.require("wget").run(saved, 0, "-c", download(RECORDING));
    assertThat(saved.resolve("7")).hasSameBinaryContentAs(storage.resolve("recording.bin"));
  }

  @Test
  void aria2FetchesPartsInParallel() {
    String said =
        Tool.require("aria2c")
            .run(saved, 0, "-x4", "-s4", "-k1M", "--file-allocation=none", download(RECORDING));
    assertThat(saved.resolve("recording.bin"))
        .as(said)
        .hasSameBinaryContentAs(storage.resolve("recording.bin"));
  }

  @ParameterizedTest(name = "Range: {0} gives {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bytes=0-99       | 206 | bytes 0-99/24000000
          bytes=23999990-  | 206 | bytes 23999990-23999999/24000000
          bytes=-5         | 206 | bytes 23999995-23999999/24000000
          bytes=24000000-  | 416 | bytes */24000000
          """)
  void rangesAreOfTheFile(String range, int status, String contentRange) throws Exception {
    HttpResponse<byte[]> response = get("/api/download/" + RECORDING, "Range", range);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Range")).hasValue(contentRange);
    if (status == 206) {
      String[] bounds = contentRange.substring("bytes ".length()).split("[-/]");
      int from = Integer.parseInt(bounds[0]);
      int to = Integer.parseInt(bounds[1]) + 1;
      assertThat(response.body()).isEqualTo(Arrays.copyOfRange(stored("recording.bin"), from, to));
    }
  }

  @Test
  void theAppDescribesTheFileAndItsControlFieldStaysInside() throws Exception {
    HttpResponse<byte[]> response = get("/api/download/2");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map().keySet())
        .allSatisfy(name -> assertThat(name).doesNotStartWithIgnoringCase("x-accel"));
    assertThat(response.headers().allValues("Content-Disposition"))
        .containsExactly(
            "attachment; filename=\"Bericht Marz 2026.csv\";"
                + " filename*=UTF-8''Bericht%20M%C3%A4rz%202026.csv");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void aKnownFileIsNotSentAgain() throws Exception {
    String tag = get("/api/download/1").headers().firstValue("ETag").orElseThrow();
    assertThat(get("/api/download/1", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void anUnknownIdIsTheAppsOwnAnswer() throws Exception {
    HttpResponse<byte[]> response = get("/api/download/999");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(new String(response.body(), UTF_8)).isEqualTo("There is no such file.\n");
  }

  @Test
  void theInternalFolderDoesNotExistForClients() throws Exception {
    HttpResponse<byte[]> existing = get("/download/handbook.txt");
    HttpResponse<byte[]> missing = get("/download/missing.txt");
    assertThat(List.of(existing.statusCode(), missing.statusCode())).containsExactly(404, 404);
    assertThat(existing.body()).isEqualTo(missing.body());
  }

  @ParameterizedTest(name = "Chromium saves file {0} as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | handbook.txt
          2 | Bericht März 2026.csv
          3 | 100% Baumwolle & mehr.txt
          5 | x%41y.txt
          6 | 写真 ☕.bin
          """)
  void theButtonSavesTheFileUnderItsName(int id, String name) {
    try (Browser browser = Browser.start(Tool.require("chromium").path())) {
      Path file = browser.downloadFrom(example.resolve("/"), id, saved);
      assertThat(file.getFileName()).hasToString(name);
      assertThat(file).hasSameBinaryContentAs(storage.resolve(name));
    }
  }

  private String download(int id) {
    return example.resolve("/api/download/" + id).toString();
  }

  private byte[] stored(String name) throws IOException {
    return Files.readAllBytes(storage.resolve(name));
  }

  private HttpResponse<byte[]> get(String path, String... fields) throws Exception {
    URI uri = example.resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
