package dev.handoff.gateway.deliver.file;

/** openat2(2) keeps the contract. */
// proves file-responses: I1 I7 I8 L1-L9
final class LinuxOpeningTest extends StoreContract {

  @Override
  Platform platform() {
    return new Platform.Linux(new LinuxWalk(true));
  }

  @Override
  protected boolean namesAreOctets() {
    return true;
  }

  @Override
  protected boolean followsMagicLinks() {
    return false;
  }
}
