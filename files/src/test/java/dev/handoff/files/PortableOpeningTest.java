package dev.handoff.files;

import dev.handoff.core.paths.Octets;
import dev.handoff.testkit.files.Links;
import dev.handoff.testkit.files.Outcome;
import dev.handoff.testkit.files.RootedOpeningContract;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the JDK alone can do keeps the contract. */
// proves file-responses: I1 I7 I8 L1-L9
final class PortableOpeningTest extends RootedOpeningContract {

  @Override
  protected Outcome open(Path root, Links links, boolean hiddenFiles, byte[] name)
      throws Exception {
    SymlinkPolicy policy = SymlinkPolicy.valueOf(links.name());
    Opening opening =
        FileRoot.at(root).symlinks(policy).hiddenFiles(hiddenFiles).open(Octets.wrap(name));
    if (opening instanceof Opening.Missing missing) {
      return new Outcome.Missing(missing.reason());
    }
    try (OpenFile file = ((Opening.Opened) opening).file()) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      file.whole().writeTo(Channels.newChannel(content));
      return new Outcome.Opened(
          content.toString(StandardCharsets.ISO_8859_1), file.size(), file.modified());
    }
  }

  @Override
  protected boolean namesAreOctets() {
    return false;
  }

  @Override
  protected boolean followsMagicLinks() {
    return true;
  }
}
