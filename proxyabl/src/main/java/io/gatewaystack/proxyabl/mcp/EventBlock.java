package io.gatewaystack.proxyabl.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks of an event stream that carry no message but may carry an id (WHATWG HTML, section 9.2).
 */
final class EventBlock {
  private EventBlock() {}

  /** The id a block sets, if it sets one; the empty one says that there is no place any more. */
  static Optional<String> id(byte[] block) {
    return new String(block, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> isField(line, "id"))
        .map(line -> value(line, "id"))
        .reduce((first, last) -> last);
  }

  /** The same block with another id, or none. */
  static byte[] withId(byte[] block, Optional<String> id) {
    StringBuilder changed = new StringBuilder();
    new String(block, StandardCharsets.UTF_8)
        .lines()
        .flatMap(
            line ->
                isField(line, "id") ? id.map(other -> "id: " + other).stream() : Stream.of(line))
        .forEach(line -> changed.append(line).append('\n'));
    return changed.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isField(String line, String name) {
    return line.startsWith(name)
        && (line.length() == name.length() || line.charAt(name.length()) == ':');
  }

  private static String value(String line, String name) {
    String value = line.length() == name.length() ? "" : line.substring(name.length() + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
