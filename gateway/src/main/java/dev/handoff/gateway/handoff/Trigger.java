package dev.handoff.gateway.handoff;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.upstream.LogText;

/** Whether an answer hands off, and what it names. */
sealed interface Trigger {
  /** For an operator who reads a trace. */
  String text();

  /** An ordinary answer. */
  record None() implements Trigger {
    static final None NONE = new None();

    @Override
    public String text() {
      return "no handoff";
    }
  }

  /** A field that would hand off, but not with this status: the app's error stays an error. */
  record WrongStatus(FieldName field) implements Trigger {
    @Override
    public String text() {
      return field.text() + " is no handoff with this status";
    }
  }

  /**
   * @param value as the app wrote it, Latin-1
   */
  record Handoff(FieldName field, String value, HandoffTarget target) implements Trigger {
    @Override
    public String text() {
      return field.text() + ": " + LogText.value(shown());
    }

    /** The value for a log or a trace: a path on disk whole, a URI without its query. */
    String shown() {
      return field == FieldName.X_ACCEL_REDIRECT ? LogText.withoutSecrets(value) : value;
    }
  }

  /** The app's mistake: 502. */
  record Mistake(FieldName field, String reason) implements Trigger {
    @Override
    public String text() {
      return field.text() + ": " + reason;
    }
  }

  /** Reads the handoff fields this app may use; others are as good as absent. */
  static Trigger of(ResponseHead head, AppConfig app) {
    FieldName field = null;
    int at = -1;
    for (int i = 0; i < head.fieldCount(); i++) {
      FieldName name = head.name(i);
      if (name == null || !isTrigger(name) || !accepts(app, name)) {
        continue;
      }
      if (field != null) {
        return isSuccess(head, app)
            ? new Mistake(
                name,
                name == field
                    ? "the field stands twice"
                    : "both " + field.text() + " and " + name.text() + " are set")
            : new WrongStatus(name);
      }
      field = name;
      at = i;
    }
    if (field == null) {
      return archive(head, app);
    }
    if (!isSuccess(head, app)) {
      return new WrongStatus(field);
    }
    Octets value = Octets.wrap(head.valueOctets(at));
    return new Handoff(
        field,
        head.value(at),
        field == FieldName.X_ACCEL_REDIRECT
            ? HandoffTarget.parse(value)
            : HandoffTarget.parseSendfile(value));
  }

  private static Trigger archive(ResponseHead head, AppConfig app) {
    return head.has(FieldName.X_ARCHIVE_FILES) && isSuccess(head, app)
        ? new Mistake(FieldName.X_ARCHIVE_FILES, "archives are not in this version")
        : None.NONE;
  }

  private static boolean isTrigger(FieldName name) {
    return name == FieldName.X_ACCEL_REDIRECT
        || name == FieldName.X_SENDFILE
        || name == FieldName.X_LIGHTTPD_SEND_FILE;
  }

  private static boolean accepts(AppConfig app, FieldName name) {
    for (AppConfig.HandoffField accepted : app.accept()) {
      if (accepted.fieldName().equals(name.text())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSuccess(ResponseHead head, AppConfig app) {
    return app.handoffOn() == AppConfig.HandoffOn.ANY
        || (head.status() >= 200 && head.status() <= 206);
  }
}
