package dev.handoff.gateway.deliver.file;

/** Linux before 5.6, or a container that does not know openat2(2), keeps the contract. */
// proves file-responses: I1 I7 I8 L1-L9
final class OldLinuxOpeningTest extends StoreContract {

  @Override
  Platform platform() {
    return new Platform.Linux(new LinuxWalk(false));
  }

  @Override
  protected boolean namesAreOctets() {
    return true;
  }

  @Override
  protected boolean followsMagicLinks() {
    return true;
  }
}
