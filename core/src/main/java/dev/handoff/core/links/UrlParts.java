package dev.handoff.core.links;

/**
 * A URL taken apart without decoding anything.
 *
 * @param origin everything before the path; empty for a path alone
 * @param query without question mark; may be empty
 */
record UrlParts(String origin, String path, String query) {

  static UrlParts of(String url) {
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c <= 0x20 || c >= 0x7F || c == '#') {
        throw new IllegalArgumentException(
            "character " + i + " of the URL cannot be signed: encode it, and leave out a fragment");
      }
    }
    int scheme = url.indexOf("://");
    int pathBegin = scheme < 0 || scheme > url.indexOf('/') ? 0 : url.indexOf('/', scheme + 3);
    int question = url.indexOf('?');
    int end = question < 0 ? url.length() : question;
    if (pathBegin < 0 || pathBegin >= end || url.charAt(pathBegin) != '/') {
      throw new IllegalArgumentException("the URL has no path: " + url);
    }
    return question < 0
        ? new UrlParts(url.substring(0, pathBegin), url.substring(pathBegin), "")
        : new UrlParts(
            url.substring(0, pathBegin),
            url.substring(pathBegin, question),
            url.substring(question + 1));
  }

  String with(String token) {
    String before = query.isEmpty() ? "?" : "?" + query + "&";
    return origin + path + before + LinkQuery.PARAMETER + "=" + token;
  }
}
