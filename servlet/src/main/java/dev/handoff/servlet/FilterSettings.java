package dev.handoff.servlet;

import dev.handoff.servlet.HandoffFilter.DefaultServlet;

/**
 * What a {@link HandoffFilter} does.
 *
 * @param handoff how files are sent
 * @param defaultServlet who answers what is mapped to the container's own file servlet
 * @param defaultServletName what that servlet is called; blank: by its class too
 * @param sendfileAttributes whether Tomcat's attributes are offered and answered
 * @param sendfileHeader whether X-Sendfile is read
 */
record FilterSettings(
    Handoff handoff,
    DefaultServlet defaultServlet,
    String defaultServletName,
    boolean sendfileAttributes,
    boolean sendfileHeader) {

  FilterSettings {
    if (sendfileHeader && !handoff.sending().sender.bounded) {
      throw new IllegalStateException(
          "X-Sendfile is to be read, but any path would do: name the folders it may lead to"
              + " (roots), for example Handoff.builder().roots(List.of(FileRoot.at(folder)))");
    }
  }

  Sending sending() {
    return handoff.sending();
  }
}
