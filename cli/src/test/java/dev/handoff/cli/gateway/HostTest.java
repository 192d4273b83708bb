package dev.handoff.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the system allows, read from its files, and what is said when that is little. */
class HostTest {
  private static final long MB = 1 << 20;

  @TempDir Path root;

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0::/               | sys/fs/cgroup/memory.max                           | 268435456 | 268435456 | a container
          0::/a/b            | sys/fs/cgroup/a/memory.max                         | 100000000 | 100000000 | of the group around
          0::/a/b            | sys/fs/cgroup/a/b/memory.max                       | max       | -1        | without a limit
          4:cpu,memory:/d/x  | sys/fs/cgroup/memory/d/x/memory.limit_in_bytes     | 300000000 | 300000000 | the first version
          4:memory:/d/x      | sys/fs/cgroup/memory/memory.limit_in_bytes         | 300000000 | 300000000 | where only the mount is seen
          4:memory:/         | sys/fs/cgroup/memory/memory.limit_in_bytes         | 9223372036854771712 | -1 | its word for no limit
          0::/../../x        | sys/fs/cgroup/memory.max                           | 5         | 5         | a path from outside
          4:cpu:/            | sys/fs/cgroup/memory/memory.limit_in_bytes         | 5         | -1        | another controller
          nonsense           | sys/fs/cgroup/memory.max                           | 5         | -1        | nothing can be told
          """)
  void findsTheMemoryOfItsGroup(String groups, String file, String said, long bytes, String why)
      throws IOException {
    write("proc/self/cgroup", groups + "\n");
    write(file, said + "\n");
    OptionalLong found = Host.read(root, new String[0]).memory();
    assertThat(found.orElse(-1)).as(why).isEqualTo(bytes);
  }

  @Test
  void findsItsDescriptorsAndBuffers() throws IOException {
    write(
        "proc/self/limits",
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max open files            1024                 4096                 files
        """);
    Host host = Host.read(root, new String[] {"-Xmx1m", "-XX:MaxDirectMemorySize=128m", "-jar"});
    assertThat(host.descriptors()).hasValue(1024);
    assertThat(host.direct()).isEqualTo(128 * MB);
  }

  @Test
  void knowsNothingWhereNothingIsTold() {
    Host host = Host.read(root, new String[0]);
    assertThat(host.descriptors()).isEmpty();
    assertThat(host.memory()).isEmpty();
    assertThat(host.warnings(config())).isEmpty();
  }

  @ParameterizedTest(name = "{0} descriptors, {1} MB")
  @CsvSource({"1024, 4096, 1", "65536, 4096, 0", "65536, 256, 1", "1024, 256, 2", "2700, 512, 0"})
  void warnsOfWhatIsTooLittle(long descriptors, long megabytes, int warnings) {
    Host host =
        new Host(OptionalLong.of(descriptors), OptionalLong.of(megabytes * MB), 256 * MB, 128 * MB);
    assertThat(host.warnings(config())).hasSize(warnings);
  }

  @Test
  void saysWhatWasFoundWhatIsNeededAndHowToRaiseIt() {
    Host host = new Host(OptionalLong.of(1024), OptionalLong.of(256 * MB), 256 * MB, 128 * MB);
    assertThat(String.join("", host.warnings(config())))
        .isEqualTo(
            """
            This process may have 1024 descriptors: with 256 connections to apps and the files kept open, that is room for about 192 clients.
            Raise it: LimitNOFILE=65536 in the unit, `ulimit -n 65536` in a shell, --ulimit nofile=65536 for a container.
            This process may have 256 MB of memory (cgroup) and may come to need 512 MB: 256 heap, 128 buffers, 128 for the JVM itself.
            Raise it (MemoryMax=, docker run -m), or lower -Xmx and -XX:MaxDirectMemorySize in HANDOFF_JAVA_OPTS.
            """);
  }

  private GatewayConfig config() {
    try {
      Path file = root.resolve("handoff.yaml");
      Files.writeString(file, "apps: { shop: \"http://127.0.0.1:9\" }\n");
      return ((Reading.Accepted) ConfigFile.at(file).read()).config();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
