package dev.handoff.examples.sendfile;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.links.LinkKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * What the app is told from outside.
 *
 * @param port 0 takes a free one
 * @param data folder of files, access log and key
 * @param front who delivers
 * @param map which folder that front knows under which URI
 */
record Settings(int port, Path data, Front front, RedirectMap map) {
  private static final int KEY_OCTETS = 32;

  static Settings of(Map<String, String> environment) {
    return new Settings(
        Integer.parseInt(environment.getOrDefault("PORT", "5000")),
        Path.of(environment.getOrDefault("DATA", "target/send-file")).toAbsolutePath().normalize(),
        front(environment),
        RedirectMap.parse(environment.getOrDefault("X_REDIRECT_MAP", "")));
  }

  /** Our gateway proves itself by a key; nginx cannot, so it has to be named. */
  private static Front front(Map<String, String> environment) {
    String name = environment.getOrDefault("FRONT", "auto");
    return switch (name) {
      case "nginx" -> Front.nginx();
      case "auto" ->
          environment.containsKey("FRONT_KEY")
              ? Front.auto(FrontKey.ofBase64("k1", environment.get("FRONT_KEY")))
              : Front.none();
      default -> throw new IllegalArgumentException("FRONT is nginx or auto, not " + name);
    };
  }

  Path files() {
    return data.resolve("files");
  }

  /** The secret that links are signed with: made on the first start, readable to the app alone. */
  LinkKey linkKey() throws IOException {
    Path file = data.resolve("link.key");
    byte[] secret = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(secret);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getEncoder().encodeToString(secret));
    } catch (FileAlreadyExistsException keptFromLastTime) {
      secret = Base64.getDecoder().decode(Files.readString(file).strip());
    }
    return LinkKey.of("k1", secret);
  }
}
