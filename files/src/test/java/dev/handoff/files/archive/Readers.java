package dev.handoff.files.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Programs that read archives, as far as they are installed. */
enum Readers {
  UNZIP(List.of("unzip", "-tq"), List.of("unzip", "-Z1")),
  ZIPINFO(List.of("zipinfo", "-v"), List.of("zipinfo", "-1")),
  PYTHON(
      List.of(
          "python3",
          "-c",
          "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)"),
      List.of(
          "python3",
          "-X",
          "utf8",
          "-c",
          "import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep='\\n')")),
  SEVEN_ZIP(List.of("7z", "t", "-bd"), List.of()),
  /** Reads from the front, without the directory. */
  BSDTAR(List.of("bsdtar", "-xOf", "-"), List.of());

  private final List<String> test;
  private final List<String> list;

  Readers(List<String> test, List<String> list) {
    this.test = test;
    this.list = list;
  }

  boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, test.get(0))));
  }

  static Stream<Readers> ofLists() {
    return Stream.of(values()).filter(reader -> !reader.list.isEmpty() && reader.isInstalled());
  }

  /** What it says of an archive it finds fault with; empty if it finds none. */
  String faults(Path zip) {
    return run(test, zip, true);
  }

  List<String> names(Path zip) {
    return run(list, zip, false).lines().toList();
  }

  private static String run(List<String> command, Path zip, boolean faultsOnly) {
    List<String> all = new ArrayList<>(command);
    boolean fromInput = all.get(all.size() - 1).equals("-");
    if (!fromInput) {
      all.add(zip.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(faultsOnly);
    if (fromInput) {
      builder.redirectInput(zip.toFile());
    }
    builder.environment().put("LC_ALL", "C.UTF-8");
    if (!faultsOnly) {
      // unzip 6 warns of a member of exactly 2^32 - 1 bytes: it takes the number in the Zip64 field
      // for the mark once more. It lists and unpacks it all the same.
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (faultsOnly) {
        return code == 0 ? "" : "exit " + code + ": " + said;
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
