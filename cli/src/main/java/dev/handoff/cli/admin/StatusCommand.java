package dev.handoff.cli.admin;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code handoff admin status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Prints how long the gateway has run, where it listens and what it keeps.",
    footerHeading = "%nExample:%n",
    footer = "  handoff admin status -c handoff.yaml --json")
final class StatusCommand implements Callable<Integer> {
  @Mixin private AdminOptions options = new AdminOptions();

  @Override
  public Integer call() {
    return options.ask("GET", "/status", "", StatusCommand::readable);
  }

  private static String readable(AdminJson status) {
    return """
    process        %s, up %s since %s
    configuration  %s
    listens on     %s
    connections    %s
    decisions      %s kept (%s octets), %s times reused, %s revoked\
    """
        .formatted(
            said(status, "pid"),
            duration(said(status, "uptime_seconds")),
            said(status, "started"),
            said(status, "configuration"),
            String.join(" ", status.list("listen")),
            said(status, "connections"),
            said(status, "decisions.kept"),
            said(status, "decisions.octets"),
            said(status, "decisions.reused"),
            said(status, "decisions.revoked"));
  }

  private static String said(AdminJson status, String name) {
    return status.text(name).orElse("-");
  }

  private static String duration(String seconds) {
    Duration time = Duration.ofSeconds(Long.parseLong(seconds.split("\\.", 2)[0]));
    long days = time.toDays();
    return (days > 0 ? days + " d " : "")
        + "%02d:%02d:%02d"
            .formatted(time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
  }
}
