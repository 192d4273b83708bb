package dev.handoff.gateway.upstream;

import dev.handoff.gateway.http1.RequestHead;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text of a request that may stand in a log. */
public final class LogText {
  private static final Pattern USERINFO = Pattern.compile("//[^/]*@");

  private LogText() {}

  /** The target without its query, which may hold a secret; control octets cannot be in it. */
  public static String path(RequestHead head) {
    String target = head.target();
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /**
   * A URI or URL an app sent, without what may be secret in it: its query, where presigned URLs
   * have their signature, and userinfo.
   */
  public static String withoutSecrets(String uri) {
    int question = uri.indexOf('?');
    String before = question < 0 ? uri : uri.substring(0, question) + "?...";
    return USERINFO.matcher(before).replaceFirst("//...@");
  }

  /** A value an app sent, with anything unprintable escaped, so that it cannot forge a line. */
  public static String value(@Nullable String latin1) {
    if (latin1 == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(latin1.length());
    for (int i = 0; i < latin1.length(); i++) {
      char c = latin1.charAt(i);
      if (c >= 0x20 && c < 0x7F && c != '\\') {
        text.append(c);
      } else {
        text.append(String.format("\\x%02x", (int) c));
      }
    }
    return text.toString();
  }
}
