/**
 * From a name to bytes: rooted opening, open files with what was seen on them, slices, archives.
 */
module dev.handoff.files {
  requires transitive dev.handoff.core;
  requires static org.apache.httpcomponents.client5.httpclient5;
  requires static org.apache.httpcomponents.core5.httpcore5;
  requires static org.jspecify;

  exports dev.handoff.files;
  exports dev.handoff.files.archive;
  exports dev.handoff.files.keys;
  exports dev.handoff.files.remote;
  exports dev.handoff.files.sending;
}
