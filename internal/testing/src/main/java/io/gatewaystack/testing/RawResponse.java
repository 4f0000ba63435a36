package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

/**
 * A response as it came off the wire: header lines in order, duplicates kept, body unchunked.
 *
 * @param body the content; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // A test value, compared by nobody.
public record RawResponse(int status, String reason, List<Header> headers, byte[] body) {

  /** One header line; the name is spelled as it was sent. */
  public record Header(String name, String value) {}

  /** The first value of a header, its name in any case. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All values of a header, its name in any case. */
  public List<String> headers(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }
}
