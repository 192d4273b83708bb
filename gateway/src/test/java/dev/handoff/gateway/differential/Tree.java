package dev.handoff.gateway.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * The folders behind the locations. Each file holds its own name, so that a body tells which file
 * it is; {@code letters.txt} holds the alphabet, for ranges.
 *
 * @param files behind {@code /_files/}
 * @param bare behind {@code /bare}, whose parent holds {@code letters.txt} as well
 * @param open behind {@code /static/}
 * @param ungranted behind {@code /_ungranted/}, which no app may name
 * @param site behind {@code /site/}, with an index and compressed siblings
 */
record Tree(Path files, Path bare, Path open, Path ungranted, Path site) {
  static final Instant MODIFIED = Instant.parse("2024-05-06T07:08:09.123456789Z");
  static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private static final List<String> NAMES =
      List.of(
          "100%.txt",
          "a%20b.txt",
          "a b.txt",
          "what",
          "what?.txt",
          "plus+.txt",
          "hash#.txt",
          "Bericht März.txt",
          "semi;colon.txt",
          "back\\slash.txt",
          "quote\".txt",
          ".hidden",
          ".git/config",
          "sub/inner.txt",
          "page.html",
          "image.svg",
          "data.json",
          "noext",
          "archive.tar.gz",
          "UPPER.TXT",
          "a..b.txt");

  static Tree plant(Path folder) throws IOException {
    Tree tree =
        new Tree(
            Files.createDirectories(folder.resolve("files")),
            Files.createDirectories(folder.resolve("bare/root")),
            Files.createDirectories(folder.resolve("open")),
            Files.createDirectories(folder.resolve("ungranted")),
            Files.createDirectories(folder.resolve("site")));
    for (Path root :
        List.of(tree.files, tree.open, tree.ungranted, tree.bare, tree.bare.getParent())) {
      write(root.resolve("letters.txt"), LETTERS);
    }
    for (String name : NAMES) {
      write(tree.files.resolve(name), name);
    }
    write(tree.files.resolve("empty.txt"), "");
    write(tree.files.resolve("large.bin"), LETTERS.repeat(4000).substring(0, 100_000));
    write(tree.open.resolve("empty.txt"), "");
    write(tree.open.resolve("page.html"), "page.html");
    write(tree.site.resolve("index.html"), "index.html");
    write(tree.site.resolve("sub/index.html"), "sub/index.html");
    write(tree.site.resolve("empty/nothing.txt"), "nothing.txt");
    write(tree.site.resolve("both.txt"), "both.txt");
    write(tree.site.resolve("both.txt.gz"), "both.txt.gz");
    write(tree.site.resolve("plain.txt"), "plain.txt");
    write(tree.site.resolve("outdated.txt"), "outdated.txt");
    write(tree.site.resolve("outdated.txt.gz"), "outdated.txt.gz");
    Files.setLastModifiedTime(
        tree.site.resolve("outdated.txt.gz"), FileTime.from(MODIFIED.minusSeconds(9)));
    link(tree.open.resolve("link.txt"), Path.of("letters.txt"));
    write(folder.resolve("outside/secret.txt"), "secret.txt");
    link(tree.files.resolve("link-inside.txt"), Path.of("letters.txt"));
    link(tree.files.resolve("link-outside.txt"), Path.of("../outside/secret.txt"));
    link(tree.files.resolve("link-loop.txt"), Path.of("link-loop.txt"));
    link(tree.files.resolve("link-folder"), Path.of("../outside"));
    makePipe(tree.files.resolve("pipe"));
    Files.writeString(tree.files.resolve("future.txt"), "future.txt");
    Files.setLastModifiedTime(
        tree.files.resolve("future.txt"), FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
    return tree;
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(UTF_8));
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
  }

  private static void link(Path link, Path target) throws IOException {
    Files.createSymbolicLink(link, target);
  }

  private static void makePipe(Path path) throws IOException {
    try {
      if (new ProcessBuilder("mkfifo", path.toString()).start().waitFor() != 0) {
        throw new IOException("mkfifo " + path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
