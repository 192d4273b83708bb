package dev.handoff.gateway.deliver.file;

/** A store without Linux's calls keeps the contract. */
// proves file-responses: I1 I7 I8 L1-L9
final class PortableOpeningTest extends StoreContract {

  @Override
  Platform platform() {
    return new Platform.Portable();
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
