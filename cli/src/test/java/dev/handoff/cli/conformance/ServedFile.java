package dev.handoff.cli.conformance;

import dev.handoff.gateway.Gateway;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A file of 1000 octets in a public folder of our gateway. */
record ServedFile(Gateway gateway, Path copy) implements AutoCloseable {
  static ServedFile in(Path folder) throws IOException {
    Path file = Files.createDirectories(folder.resolve("static")).resolve("data.bin");
    byte[] octets = new byte[1000];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) ('a' + i % 23);
    }
    Files.write(file, octets);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T10:20:30Z")));
    Files.createFile(folder.resolve("static/empty.bin"));
    Path config =
        Files.writeString(
            folder.resolve("handoff.yaml"),
            "listen: \"127.0.0.1:0\"\npublic: { /static/: static }\n");
    Reading.Accepted reading = (Reading.Accepted) ConfigFile.at(config).read();
    return new ServedFile(Gateway.start(reading.config()), file);
  }

  int port() {
    return ((InetSocketAddress) gateway.addresses().getFirst()).getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/static/data.bin");
  }

  @Override
  public void close() {
    gateway.close();
  }
}
