/** An app that has everything on its module path. */
module consumers.modular {
  requires dev.handoff.servlet;
  requires java.net.http;
  requires org.eclipse.jetty.ee11.servlet;
}
