package dev.handoff.gateway.route;

import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.deliver.file.ServedRoot;
import dev.handoff.gateway.deliver.store.Presigner;
import dev.handoff.gateway.deliver.store.TargetRules;
import dev.handoff.gateway.upstream.App;
import java.util.Optional;

/** Where a path leads. */
public sealed interface Route {
  /** How many segments of the path the location's prefix takes. */
  int segments();

  /** For an operator who reads a trace. */
  String text();

  record ToApp(App app, int segments) implements Route {
    @Override
    public String text() {
      return "app " + app.config().name();
    }
  }

  record ToPublic(PublicLocation location, ServedRoot root, int segments) implements Route {
    @Override
    public String text() {
      return "public " + location.prefix() + " = " + location.root();
    }
  }

  /** Only a handoff may go here; to a client it does not exist. */
  sealed interface ToInternal extends Route {
    InternalLocation location();
  }

  record ToFolder(InternalLocation.Folder location, ServedRoot root, int segments)
      implements ToInternal {
    @Override
    public String text() {
      return "internal " + location.prefix() + " = " + location.root();
    }
  }

  /**
   * @param presigner sends clients to the store itself; empty: the gateway carries the octets
   */
  record ToStore(
      InternalLocation location, TargetRules rules, Optional<Presigner> presigner, int segments)
      implements ToInternal {
    @Override
    public String text() {
      return "internal " + location.prefix() + " = " + rules.text();
    }
  }

  /**
   * A signed link opens it.
   *
   * @param prefix as clients see it
   * @param to where the files are
   */
  record ToLinked(String prefix, ToInternal to, int segments) implements Route {
    @Override
    public String text() {
      return "links " + prefix + " = " + to.text();
    }
  }

  /** No location has the path. */
  record None(int segments) implements Route {
    static final None NONE = new None(0);

    @Override
    public String text() {
      return "no location";
    }
  }

  /** No app has the host, and every app names its hosts. */
  record OtherHost(int segments) implements Route {
    static final OtherHost OTHER_HOST = new OtherHost(0);

    @Override
    public String text() {
      return "no app has this host";
    }
  }
}
