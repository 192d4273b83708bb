package dev.handoff.core.front;

import dev.handoff.core.front.Carriage.Kind;

/**
 * What an app may want of a file, and what each front makes of it: the one table that answers are
 * written by and the documentation is made from.
 */
public enum FrontOption {
  DISPOSITION("`attachment`, `inline`", all("`Content-Disposition`")),
  CONTENT_TYPE("`contentType`", all("`Content-Type`")),
  CACHE("`cache`", all("`Cache-Control`")),
  ENTITY_TAG(
      "`etag`",
      table(
          Carriage.own("from size and time, to the second"),
          Carriage.carried(
              "`ETag`; the file's own too, because mod_xsendfile calls every file `\"0\"`"),
          Carriage.carried("`ETag`"),
          Carriage.own("from size and time"),
          Carriage.carried("`Handoff: etag`"))),
  LAST_MODIFIED(
      "`lastModified`",
      table(
          Carriage.own("the file's"),
          Carriage.carried("`Last-Modified`"),
          Carriage.carried("`Last-Modified`"),
          Carriage.own("the file's"),
          Carriage.carried("`Handoff: modified`"))),
  DIGEST(
      "`digest`",
      table(
          Carriage.lost("nginx drops `Repr-Digest`"),
          Carriage.carried("`Repr-Digest`"),
          Carriage.carried("`Repr-Digest`"),
          Carriage.carried("`Repr-Digest`"),
          Carriage.carried("`Repr-Digest`"))),
  LIMIT_RATE(
      "`limitRate`",
      table(
          Carriage.carried("`X-Accel-Limit-Rate`"),
          Carriage.byBytes("mod_xsendfile has no limit"),
          Carriage.byBytes("lighttpd counts in whole KB"),
          Carriage.byBytes("Caddy has no limit"),
          Carriage.carried("`Handoff: rate`"))),
  DELETE_AFTER(
      "`deleteAfter`",
      table(
          Carriage.byBytes("nginx deletes nothing"),
          Carriage.byBytes("only for folders Apache was told of, and after parts too"),
          Carriage.byBytes("lighttpd deletes nothing"),
          Carriage.byBytes("Caddy deletes nothing"),
          Carriage.carried("`Handoff: delete-after`"))),
  SAFETY_HEADER(
      "`header` that protects (CSP, CORS and the like)",
      table(
          Carriage.byBytes("nginx drops it"),
          Carriage.carried("as it is"),
          Carriage.carried("as it is"),
          Carriage.carried("as it is"),
          Carriage.carried("as it is"))),
  CONTENT_ENCODING(
      "`header` `Content-Encoding`",
      table(
          Carriage.byBytes("nginx drops it"),
          Carriage.byBytes("mod_xsendfile drops it"),
          Carriage.carried("as it is"),
          Carriage.carried("as it is"),
          Carriage.carried("as it is"))),
  HEADER(
      "any other `header`",
      table(
          Carriage.lost("nginx keeps `Set-Cookie` and `Expires`, and drops the rest"),
          Carriage.carried("as it is"),
          Carriage.carried("as it is"),
          Carriage.carried("as it is"),
          Carriage.carried("as it is"))),
  GATEWAY(
      "`gateway`",
      table(
          Carriage.lost("for our gateway only"),
          Carriage.lost("for our gateway only"),
          Carriage.lost("for our gateway only"),
          Carriage.lost("for our gateway only"),
          Carriage.carried("`Handoff: reuse, key, subject, receipt`"))),
  REMOTE(
      "a file on another server",
      table(
          Carriage.carried(
              "`X-Accel-Redirect` below the location of `remoteForm`, where the path needs no"
                  + " escape; else **bytes**"),
          Carriage.byBytes("it fetches nothing"),
          Carriage.byBytes("it fetches nothing"),
          Carriage.byBytes("its recipe serves folders"),
          Carriage.carried(
              "`X-Accel-Redirect` with the URL, where `remoteForm` says that it is granted; else"
                  + " **bytes**"))),
  NO_FILE(
      "bytes in memory, streams, archives",
      table(
          Carriage.byBytes("there is no file to name"),
          Carriage.byBytes("there is no file to name"),
          Carriage.byBytes("there is no file to name"),
          Carriage.byBytes("there is no file to name"),
          Carriage.byBytes("there is no file to name")));

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // a record of records of enums and text
  private final Row row;

  FrontOption(String text, Row row) {
    this.text = text;
    this.row = row;
  }

  private record Row(
      Carriage nginx, Carriage apache, Carriage lighttpd, Carriage caddy, Carriage handoff) {}

  private static Row all(String field) {
    Carriage carried = Carriage.carried(field);
    return new Row(carried, carried, carried, carried, carried);
  }

  private static Row table(
      Carriage nginx, Carriage apache, Carriage lighttpd, Carriage caddy, Carriage handoff) {
    return new Row(nginx, apache, lighttpd, caddy, handoff);
  }

  /** What becomes of it there. */
  public Carriage at(Dialect dialect) {
    return switch (dialect) {
      case NGINX -> row.nginx;
      case APACHE -> row.apache;
      case LIGHTTPD -> row.lighttpd;
      case CADDY -> row.caddy;
      case HANDOFF -> row.handoff;
    };
  }

  boolean needsBytesAt(Dialect dialect) {
    return at(dialect).kind() == Kind.BY_BYTES;
  }

  /** For people, in Markdown. */
  @Override
  public String toString() {
    return text;
  }
}
