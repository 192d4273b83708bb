package dev.handoff.examples.sendfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;

/** The files that the app has, made on the first start; the same bytes every time. */
final class Samples {
  private static final int SAMPLES_PER_SECOND = 44_100;
  private static final int RECORDING_BYTES = 6_000_000;
  private static final int WAV_HEAD_BYTES = 44;

  private static final Instant WRITTEN = Instant.parse("2026-03-01T10:20:30Z");

  private static final String DRAWING =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="640" height="240">
        <rect width="320" height="120" rx="12" fill="#e7f0ea"/>
        <path d="M20 90 L90 40 L150 70 L220 25 L300 60" fill="none" stroke="#20694a" stroke-width="5"/>
        <text x="20" y="112" font-family="sans-serif" font-size="12" fill="#333">drawn by nobody</text>
      </svg>
      """;

  private Samples() {}

  /** Puts what is missing into the folder. */
  static void fill(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder, "handbook.txt", lines("handbook.txt", 4_200));
    write(folder, "9b1d42.csv", lines("a;b;c", 48_000));
    write(folder, "drawing.svg", DRAWING.getBytes(UTF_8));
    write(folder, "measured.data", "{\"celsius\": [19.5, 20.1, 20.4]}\n".getBytes(UTF_8));
    write(folder, "page.html", "<script>document.title = 'I ran'</script>\n".getBytes(UTF_8));
    write(folder, ".draft.txt", "Nobody gets to see this.\n".getBytes(UTF_8));
    write(folder, "voucher.txt", "Good for one coffee.\n".getBytes(UTF_8));
    write(folder, "contract.txt", lines("contract", 90_000));
    write(folder, "100% Baumwolle & mehr.txt", lines("cotton", 900));
    write(folder, "what?.txt", lines("what", 700));
    write(folder, "x%41y.txt", lines("escaped", 600));
    write(folder, "写真 ☕.bin", lines("photo", 250_000));
    write(folder, "empty.txt", new byte[0]);
    write(folder, "recording.wav", recording());
  }

  private static void write(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    if (Files.notExists(file)) {
      Files.write(file, bytes);
      // A file that changed a moment ago has a weak tag: it might change again within that moment.
      Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    }
  }

  private static byte[] lines(String first, int size) {
    String line = first + "; one line of a file that only the app can hand out\n";
    ByteBuffer text = ByteBuffer.allocate(size);
    byte[] octets = line.getBytes(UTF_8);
    while (text.hasRemaining()) {
      text.put(octets, 0, Math.min(octets.length, text.remaining()));
    }
    return text.array();
  }

  /** A minute of a tone that slowly rises, as a WAV file. */
  private static byte[] recording() {
    ByteBuffer wav = ByteBuffer.allocate(RECORDING_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(UTF_8)).putInt(RECORDING_BYTES - 8).put("WAVEfmt ".getBytes(UTF_8));
    wav.putInt(16).putShort((short) 1).putShort((short) 1);
    wav.putInt(SAMPLES_PER_SECOND).putInt(2 * SAMPLES_PER_SECOND);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(UTF_8)).putInt(RECORDING_BYTES - WAV_HEAD_BYTES);
    double phase = 0;
    while (wav.hasRemaining()) {
      double hertz = 110 + 440.0 * wav.position() / RECORDING_BYTES;
      phase += 2 * Math.PI * hertz / SAMPLES_PER_SECOND;
      wav.putShort((short) (8_000 * Math.sin(phase)));
    }
    return wav.array();
  }

  /** A picture that lies in no file: a green square, 8 by 8. */
  static byte[] icon() {
    return Base64.getDecoder()
        .decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mNQyPTCihiGlgQAknQ0wWn/HxAAAAAASUVORK5CYII=");
  }
}
