package dev.handoff.cli.links;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.core.links.LinkKey;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code handoff keygen}. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description = "Makes a secret for links or for a front: 32 random octets in base64.",
    footerHeading = "%nExample:%n",
    footer = {"  handoff keygen --out /etc/handoff/k1"})
public final class KeygenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write it to a new file only you can read, instead of printing it.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    byte[] secret = new byte[LinkKey.LEAST_OCTETS];
    new SecureRandom().nextBytes(secret);
    String text = Base64.getEncoder().encodeToString(secret) + System.lineSeparator();
    if (out.isEmpty()) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return ExitCode.FINE;
    }
    return write(out.get(), text.getBytes(StandardCharsets.US_ASCII));
  }

  private int write(Path file, byte[] text) {
    try (var stream =
        Channels.newOutputStream(
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------"))))) {
      stream.write(text);
    } catch (FileAlreadyExistsException e) {
      return refused(file + " exists. A key that is overwritten is gone: name another file.");
    } catch (NoSuchFileException e) {
      return refused(file + " cannot be made: its folder does not exist.");
    } catch (IOException e) {
      return refused(file + " cannot be written: " + e.getMessage());
    }
    return ExitCode.FINE;
  }

  private int refused(String why) {
    spec.commandLine().getErr().println(why);
    return ExitCode.FINDINGS;
  }
}
