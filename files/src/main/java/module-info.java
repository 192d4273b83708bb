/** From a name to bytes: rooted opening, open files with what was seen on them, slices. */
module dev.handoff.files {
  requires transitive dev.handoff.core;
  requires static org.jspecify;

  exports dev.handoff.files;
  exports dev.handoff.files.keys;
  exports dev.handoff.files.sending;
}
