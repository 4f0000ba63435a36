package io.gatewaystack.proxyabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Routing;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** What becomes of a request: {@link Proxyabl#plan} has decided, nothing has been sent. */
public sealed interface Plan {

  /**
   * The request goes to the upstream.
   *
   * @param route the way it takes
   * @param method HTTP method, in upper case
   * @param uri absolute URI at the configured target
   * @param headers every header line to send, except those that frame the body
   * @param routing what is to be recorded about it
   */
  record Forward(
      ProxyRoute route, String method, URI uri, List<HeaderField> headers, Routing routing)
      implements Plan {

    /** Copies the header lines. */
    public Forward {
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(uri, "uri");
      headers = List.copyOf(headers);
      Objects.requireNonNull(routing, "routing");
    }

    /** Shows neither query nor header values. */
    @Override
    public String toString() {
      return "Forward[" + method + " " + routing.endpoint() + "]";
    }
  }

  /**
   * The request ends here, and is answered without a body.
   *
   * @param headers every header line of the answer
   */
  record Answer(List<HeaderField> headers) implements Plan {
    /** Copies the header lines. */
    public Answer {
      headers = List.copyOf(headers);
    }
  }

  /**
   * The request goes nowhere.
   *
   * @param denial what to answer
   */
  record Refuse(Denial denial) implements Plan {}
}
