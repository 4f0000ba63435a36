package io.gatewaystack.proxyabl;

import java.util.List;
import java.util.Optional;

/**
 * What a proxy needs to know about a request beyond its context: the request as layers have left it
 * for the application, which may lack header fields the client sent.
 *
 * @param headers every header line, in order of arrival
 * @param scheme {@code http} or {@code https}, as the container saw it
 */
public record Inbound(List<HeaderField> headers, String scheme) {

  /** Copies the header lines. */
  public Inbound {
    headers = List.copyOf(headers);
  }

  /** The value of a field that was sent exactly once. */
  Optional<String> only(String name) {
    String found = null;
    for (HeaderField field : headers) {
      if (field.name().equalsIgnoreCase(name)) {
        if (found != null) {
          return Optional.empty();
        }
        found = field.value();
      }
    }
    return Optional.ofNullable(found);
  }
}
