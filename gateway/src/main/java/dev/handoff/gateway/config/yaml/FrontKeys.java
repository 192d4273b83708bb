package dev.handoff.gateway.config.yaml;

import dev.handoff.core.front.FrontKey;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code apps.*.front_keys}: by what an app knows that a request came through us. */
final class FrontKeys {
  private final Report report;
  private final Surroundings surroundings;

  FrontKeys(Report report, Surroundings surroundings) {
    this.report = report;
    this.surroundings = surroundings;
  }

  List<FrontKey> read(Section app, boolean announce) {
    List<FrontKey> keys = new ArrayList<>();
    for (Section member : app.members("front_keys")) {
      Optional<Item<String>> id = member.findItem(AppKeys.FRONT_KEY_ID);
      Optional<Item<SecretReference>> secret = member.findItem(AppKeys.FRONT_KEY_SECRET);
      if (id.isPresent() && secret.isPresent()) {
        key(member, id.get(), secret.get(), keys).ifPresent(keys::add);
      }
    }
    if (!keys.isEmpty() && !announce) {
      String name = Section.join(app.path(), "front_keys");
      report.wrong(
          app.node("front_keys").map(YamlNode::line).orElse(app.line()),
          name,
          "with announce: false the app is told nothing, so there is nothing to prove.",
          "Remove one of the two.");
    }
    return keys;
  }

  private Optional<FrontKey> key(
      Section member, Item<String> id, Item<SecretReference> reference, List<FrontKey> before) {
    if (before.stream().anyMatch(key -> key.id().equals(id.value()))) {
      report.wrong(
          id.line(),
          member.fullName(AppKeys.FRONT_KEY_ID),
          "two keys are named " + id.value() + ".",
          "Give each its own name.");
      return Optional.empty();
    }
    String name = member.fullName(AppKeys.FRONT_KEY_SECRET);
    Optional<Secret> secret = surroundings.secret(reference, name);
    try {
      return secret.map(text -> FrontKey.ofBase64(id.value(), text.reveal()));
    } catch (IllegalArgumentException e) {
      report.wrong(reference.line(), name, e.getMessage() + ".", "");
      return Optional.empty();
    }
  }
}
