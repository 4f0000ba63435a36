package io.gatewaystack.context;

import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Caller;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The body of a request, read only when somebody asks and then once. What cannot be read because of
 * what the client sent is reported by {@link Refused}. The arrays are not copied: do not modify.
 */
public interface Body {

  /** Whether the body is in memory; asking for it costs nothing then. */
  boolean loaded();

  /**
   * The current content, i.e. what the application will read.
   *
   * @throws Refused when the body is too large, incomplete or not ours to read (multipart)
   */
  byte[] bytes();

  /**
   * The current content, multipart or not. A multipart body that was read here is lost to a
   * container that would parse it: ask only where nobody behind calls {@code getParts()}, e.g. in
   * front of a proxy that passes bytes on.
   *
   * @throws Refused when the body is too large or incomplete
   */
  default byte[] multipart() {
    return bytes();
  }

  /**
   * The current content as JSON.
   *
   * @throws Refused as {@link #bytes}, and when it is encoded, not UTF-8 or not strict JSON
   */
  JsonDocument json();

  /**
   * The content as the client sent it.
   *
   * @throws Refused as {@link #bytes}
   */
  byte[] original();

  /** A body already in memory; header fields say how it is encoded. */
  static Body of(byte[] content, Headers headers) {
    return new RequestBody(headers, content);
  }

  /** A body that {@code source} reads, at most once. */
  static Body reading(Supplier<byte[]> source, Headers headers) {
    return readFor(caller -> source.get(), headers);
  }

  /** A body that {@code source} reads, at most once, for a caller if one was identified by then. */
  static Body readFor(Function<Optional<Caller>, byte[]> source, Headers headers) {
    return new RequestBody(headers, source);
  }

  /** No body. */
  static Body empty() {
    return of(new byte[0], Headers.EMPTY);
  }
}
