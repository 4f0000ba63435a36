package io.gatewaystack.proxyabl.servlet;

import jakarta.servlet.ServletException;
import org.eclipse.jetty.io.QuietException;

/**
 * Ends an answer whose beginning was sent already. A servlet cannot break a connection, but every
 * container does when a servlet throws after the answer is committed.
 */
final class CutShort extends ServletException implements QuietException {
  /** Request attribute: what the next dispatch has to throw. */
  static final String ATTRIBUTE = CutShort.class.getName();

  private static final long serialVersionUID = 1L;

  CutShort(Throwable cause) {
    super("the upstream's answer was cut short", cause);
  }
}
