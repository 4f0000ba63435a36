package io.gatewaystack.context;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.net.MediaType;
import io.gatewaystack.context.section.Caller;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link Body}: a source that is read once, then kept. */
final class RequestBody implements Body {
  /** Most tokens of JSON accepted from a client: bounds the memory its tree takes. */
  private static final long MAX_TOKENS = 250_000;

  private final Headers headers;
  private final Function<Optional<Caller>, byte[]> source;
  private volatile @Nullable Caller sender;
  private volatile byte @Nullable [] content;
  private volatile @Nullable RuntimeException failure;
  private volatile @Nullable Refused notJson;
  private volatile @Nullable JsonDocument json;

  RequestBody(Headers headers, byte[] content) {
    this.headers = headers;
    this.source = sender -> content;
    this.content = content;
  }

  RequestBody(Headers headers, Function<Optional<Caller>, byte[]> source) {
    this.headers = headers;
    this.source = source;
  }

  /** Says who is known to have sent it. */
  void sentBy(Caller caller) {
    sender = caller;
  }

  @Override
  public boolean loaded() {
    return content != null;
  }

  @Override
  public byte[] bytes() {
    if (content == null && MediaType.of(headers.all("Content-Type")).isMultipart()) {
      throw new Refused(
          Denial.unsupportedMediaType("multipart_body", "A multipart body is not accepted here"));
    }
    return multipart();
  }

  @Override
  public byte[] multipart() {
    byte[] known = content;
    return known != null ? known : load();
  }

  private synchronized byte[] load() {
    byte[] known = content;
    if (known != null) {
      return known;
    }
    RuntimeException earlier = failure;
    if (earlier != null) {
      throw earlier;
    }
    try {
      known = Objects.requireNonNull(source.apply(Optional.ofNullable(sender)), "body");
      content = known;
      return known;
    } catch (RuntimeException e) {
      failure = e; // the stream is spent: reading on would take its rest for the whole
      throw e;
    } catch (Error e) {
      failure = new IllegalStateException("the body could not be read", e);
      throw e;
    }
  }

  @Override
  public JsonDocument json() {
    JsonDocument known = json;
    if (known != null) {
      return known;
    }
    Refused earlier = notJson;
    if (earlier != null) {
      throw earlier;
    }
    checkEncoding();
    try {
      known = JsonDocument.parse(bytes(), MAX_TOKENS);
      json = known;
      return known;
    } catch (InvalidJson e) {
      Refused refused = new Refused(Denial.invalidJson(e.getMessage()));
      notJson = refused;
      throw refused;
    }
  }

  private void checkEncoding() {
    if (!MediaType.of(headers.all("Content-Type")).isUtf8()) {
      throw new Refused(
          Denial.unsupportedMediaType("unsupported_charset", "The body must be encoded in UTF-8"));
    }
    if (!headers.all("Content-Encoding").isEmpty()) {
      throw new Refused(
          Denial.unsupportedMediaType("content_encoding", "The body must not be compressed"));
    }
  }

  @Override
  public byte[] original() {
    return bytes();
  }

  /** The same request with other content. */
  static Body replaced(Body before, JsonDocument now, Headers headers) {
    RequestBody body = new RequestBody(headers, now.bytes());
    body.json = now;
    return new Replaced(before, body);
  }

  /** The same request with other content of the same type. */
  static Body replaced(Body before, byte[] now, Headers headers) {
    return new Replaced(before, new RequestBody(headers, now));
  }

  /** Content that a layer put in the place of what the client sent. */
  private record Replaced(Body before, Body now) implements Body {
    @Override
    public boolean loaded() {
      return true;
    }

    @Override
    public byte[] bytes() {
      return now.bytes();
    }

    @Override
    public byte[] multipart() {
      return now.multipart();
    }

    @Override
    public JsonDocument json() {
      return now.json();
    }

    @Override
    public byte[] original() {
      return before.original();
    }
  }
}
