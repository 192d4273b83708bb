package dev.handoff.gateway.config.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** From the file's name to its text. */
final class YamlText {
  /** Far beyond any real file, and small enough to read at once. */
  static final int LARGEST = 1 << 20;

  private static final String SAVE_AS_UTF_8 = "Save the file as UTF-8.";

  private YamlText() {}

  static Optional<byte[]> load(Path file, Report report) {
    if (Files.isDirectory(file)) {
      report.unreadable("is a folder, not a file.", "Name the file in it.");
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(LARGEST + 1));
    } catch (NoSuchFileException e) {
      report.unreadable("there is no such file.", "Check its name.");
    } catch (AccessDeniedException e) {
      report.unreadable(
          "the user that runs this program may not read it.", "Change its owner or mode.");
    } catch (IOException e) {
      report.unreadable("cannot be read: " + Quoted.bare(String.valueOf(e.getMessage())), "");
    }
    return Optional.empty();
  }

  static Optional<String> decode(byte[] octets, Report report) {
    if (octets.length > LARGEST) {
      report.wrong(1, "", "the file is larger than 1 MB.", "Is it the right file?");
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(octets);
    CharBuffer out = CharBuffer.allocate(octets.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int line = 1 + count(octets, in.position());
      String octet = String.format("0x%02X", octets[in.position()]);
      report.wrong(line, "", "octet " + octet + " is not valid UTF-8 here.", SAVE_AS_UTF_8);
      return Optional.empty();
    }
    String text = out.flip().toString();
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /** For short files such as a secret's: strict UTF-8 or nothing. */
  static Optional<String> strictly(byte[] octets) {
    try {
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int count(byte[] octets, int end) {
    int lines = 0;
    for (int i = 0; i < end; i++) {
      if (octets[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }
}
