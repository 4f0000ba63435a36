package io.gatewaystack.proxyabl;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy needs to know about a request beyond its context: the request as layers have left it
 * for the application, which may lack header fields the client sent, and what the client called
 * this server, as far as somebody vouches for it.
 *
 * @param headers every header line, in order of arrival
 * @param protocol name and version, e.g. {@code HTTP/1.1}
 * @param scheme {@code http} or {@code https}, as the client used it
 * @param host host and port the client asked for; null when nobody vouches for it
 */
public record Inbound(
    List<HeaderField> headers, String protocol, String scheme, @Nullable String host) {

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

  /** Whether a list-valued field has a member, compared without regard to case and parameters. */
  boolean lists(String name, String member) {
    for (HeaderField field : headers) {
      if (field.name().equalsIgnoreCase(name)) {
        for (String element : field.value().split(",", -1)) {
          if (element.split("[;/]", 2)[0].strip().equalsIgnoreCase(member)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
