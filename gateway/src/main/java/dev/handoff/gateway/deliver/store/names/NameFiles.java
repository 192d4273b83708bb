package dev.handoff.gateway.deliver.store.names;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.config.StoreAccess;
import io.netty.resolver.HostsFileEntriesProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files by which this machine finds names, as they were at one moment. Immutable. */
final class NameFiles {
  private static final Logger LOG = LoggerFactory.getLogger(NameFiles.class);

  private final Path hostsPath;
  private final Path confPath;
  private final Optional<Stamp> hostsStamp;
  private final Optional<Stamp> confStamp;
  private final HostsFileEntriesProvider hosts;
  private final ResolvConf conf;

  /** By what a change of a file is seen. */
  private record Stamp(FileTime modified, long size, Optional<Object> key) {}

  /** Reads the files, which blocks. One that is missing says nothing. */
  NameFiles(Path hostsPath, Path confPath) {
    this.hostsPath = hostsPath;
    this.confPath = confPath;
    // Before the content: a change in between is seen the next time.
    this.hostsStamp = stamp(hostsPath);
    this.confStamp = stamp(confPath);
    this.hosts = HostsFileEntriesProvider.parser().parseSilently(hostsPath.toFile(), ISO_8859_1);
    this.conf = readConf(confPath);
  }

  /** Whether the files are still the same. Blocks. */
  boolean areCurrent() {
    return stamp(hostsPath).equals(hostsStamp) && stamp(confPath).equals(confStamp);
  }

  ResolvConf conf() {
    return conf;
  }

  /**
   * Addresses that are known without asking anybody, IPv4 first.
   *
   * @param name without final dot
   */
  List<InetAddress> addresses(String name, StoreAccess.Family family) {
    List<InetAddress> v4 = hosts.ipv4Entries().getOrDefault(name, List.of());
    List<InetAddress> v6 = hosts.ipv6Entries().getOrDefault(name, List.of());
    return switch (family) {
      case ANY -> Stream.concat(v4.stream(), v6.stream()).toList();
      case IPV4 -> List.copyOf(v4);
      case IPV6 -> List.copyOf(v6);
    };
  }

  private static Optional<Stamp> stamp(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(file.lastModifiedTime(), file.size(), Optional.ofNullable(file.fileKey())));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  private static ResolvConf readConf(Path path) {
    try {
      if (Files.exists(path)) {
        return ResolvConf.parse(Files.readAllLines(path, ISO_8859_1));
      }
    } catch (IOException unreadable) {
      LOG.warn("{} cannot be read: the name server on this machine is asked", path, unreadable);
    }
    return ResolvConf.parse(List.of());
  }
}
