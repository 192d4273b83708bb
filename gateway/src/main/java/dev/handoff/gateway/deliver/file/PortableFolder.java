package dev.handoff.gateway.deliver.file;

import dev.handoff.core.paths.Octets;
import dev.handoff.files.FileRoot;
import dev.handoff.files.Opening;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rooted opening where Linux's own calls are not to be had: a file is opened for every request. */
record PortableFolder(FileRoot root) implements RootFolder {

  @Override
  public boolean keepsFiles() {
    return false;
  }

  @Override
  public Lookup open(byte[] name, @Nullable OpenNode known) {
    return switch (root.open(Octets.wrap(name))) {
      case Opening.Opened(var file) -> new Lookup.Opened(new PortableNode(file));
      case Opening.Missing(var reason, var absent) -> new Lookup.Missing(reason, absent);
    };
  }

  @Override
  public Optional<String> delete(byte[] name, OpenNode expected) {
    return expected instanceof PortableNode(var file)
        ? root.delete(Octets.wrap(name), file)
        : Optional.of("not a file of this root");
  }
}
