package io.gatewaystack.transformabl;

import java.util.Arrays;
import java.util.List;

/**
 * Names places of a document: an RFC 6901 JSON Pointer in which {@code *} stands for any one
 * segment.
 *
 * @param pattern the pattern as it was written
 * @param segments its segments, still with {@code ~0} and {@code ~1}, as pointers have them
 */
record FieldPattern(String pattern, List<String> segments) {

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is none, naming {@code setting}
   */
  static FieldPattern parse(String setting, String pattern) {
    if (!pattern.startsWith("/") || hasStrayTilde(pattern)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: a JSON Pointer such as /params/arguments/*/email)"
              .formatted(setting, pattern));
    }
    List<String> segments = Arrays.asList(pattern.substring(1).split("/", -1));
    for (String segment : segments) {
      if (segment.length() > 1 && segment.indexOf('*') >= 0) {
        throw new IllegalArgumentException(
            "%s: %s (expected: * as a whole segment)".formatted(setting, pattern));
      }
    }
    return new FieldPattern(pattern, segments);
  }

  private static boolean hasStrayTilde(String pattern) {
    for (int at = pattern.indexOf('~'); at >= 0; at = pattern.indexOf('~', at + 1)) {
      char next = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
      if (next != '0' && next != '1') {
        return true;
      }
    }
    return false;
  }

  /** Whether the pattern names a place or something around it. */
  boolean covers(String pointer) {
    return matchedLength(pointer) >= 0;
  }

  /** Whether every place that another pattern names is one that this covers. */
  boolean coversAll(FieldPattern other) {
    return covers(other.pattern); // a star is covered by a star only
  }

  /** Whether there may be a place that both cover. */
  boolean meets(FieldPattern other) {
    for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
      String here = segments.get(i);
      String there = other.segments.get(i);
      if (!here.equals(there) && !here.equals("*") && !there.equals("*")) {
        return false;
      }
    }
    return true;
  }

  /** Whether the pattern names this very place. */
  boolean names(String pointer) {
    return matchedLength(pointer) == pointer.length();
  }

  /** How much of a pointer the pattern takes up; -1 when they differ. */
  private int matchedLength(String pointer) {
    int at = 0;
    for (String segment : segments) {
      if (at >= pointer.length()) {
        return -1;
      }
      int start = at + 1; // behind the slash
      int slash = pointer.indexOf('/', start);
      int end = slash < 0 ? pointer.length() : slash;
      boolean same =
          segment.equals("*")
              || segment.length() == end - start && pointer.startsWith(segment, start);
      if (!same) {
        return -1;
      }
      at = end;
    }
    return at;
  }
}
