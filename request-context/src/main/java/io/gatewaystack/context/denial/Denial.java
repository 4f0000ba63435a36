package io.gatewaystack.context.denial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refusal: what is answered instead of the application's response. Every text in it is one of our
 * own fixed sentences or a value the caller may know; it never holds a library's message, a token
 * or the internals of a rule.
 *
 * @param status HTTP status outside JSON-RPC, 400..599
 * @param error stable machine string
 * @param code finer stable sub-code, if one exists
 * @param description one sentence for a person
 * @param rpcCode JSON-RPC error code
 * @param rpc how the refusal is answered inside JSON-RPC
 * @param challenge what a {@code WWW-Authenticate} header says; null for none
 * @param members further members of the answer in order of writing; JSON scalars, lists and maps.
 *     Those named like the fixed ones of the answer are not written
 * @param rpcMessage message of the JSON-RPC error where a protocol fixes one: the description is
 *     then told in its data; null when the description is the message
 */
public record Denial(
    int status,
    String error,
    @Nullable String code,
    String description,
    int rpcCode,
    RpcStyle rpc,
    @Nullable Challenge challenge,
    Map<String, Object> members,
    @Nullable String rpcMessage) {

  /** Member whose integer value (seconds, at least 1) is also sent as {@code Retry-After}. */
  public static final String RETRY_AFTER = "retry_after";

  /** Member whose methods of HTTP, in a list, are sent as {@code Allow}, and only there. */
  public static final String ALLOW = "allow";

  /** Copies the members. */
  public Denial {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 400..599)");
    }
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(rpc, "rpc");
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** A refusal whose description is the message of its JSON-RPC error. */
  public Denial(
      int status,
      String error,
      @Nullable String code,
      String description,
      int rpcCode,
      RpcStyle rpc,
      @Nullable Challenge challenge,
      Map<String, Object> members) {
    this(status, error, code, description, rpcCode, rpc, challenge, members, null);
  }

  /** A refusal without sub-code, challenge or further members that keeps its HTTP status. */
  public static Denial of(int status, String error, int rpcCode, String description) {
    return new Denial(
        status, error, null, description, rpcCode, RpcStyle.KEEP_STATUS, null, Map.of());
  }

  /** The body or the request is not what the protocol allows: 400 {@code invalid_request}. */
  public static Denial invalidRequest(String code, String description) {
    return of(400, "invalid_request", -32600, description).withCode(code);
  }

  /** The body is not one strict JSON document: 400 {@code invalid_json}. */
  public static Denial invalidJson(String description) {
    return of(400, "invalid_json", -32700, description);
  }

  /** The method of HTTP is none of those accepted here: 405 {@code method_not_allowed}. */
  public static Denial methodNotAllowed(List<String> accepted) {
    return of(405, "method_not_allowed", -32600, "This method is not accepted here")
        .withMember(ALLOW, List.copyOf(accepted));
  }

  /** The body is larger than the configured cap: 413 {@code payload_too_large}. */
  public static Denial payloadTooLarge() {
    return of(413, "payload_too_large", 41301, "The request body is too large");
  }

  /** The body's media type, charset or encoding is not accepted here: 415. */
  public static Denial unsupportedMediaType(String code, String description) {
    return of(415, "unsupported_media_type", -32600, description).withCode(code);
  }

  /** The upstream's answer cannot be passed on: 502 {@code upstream_error}. */
  public static Denial upstreamError(String code) {
    return of(502, "upstream_error", 50202, "The upstream's answer could not be passed on")
        .withCode(code);
  }

  /**
   * There is no room in memory for the upstream's answer: 502 {@code upstream_error} (code {@code
   * too_many_large_answers}).
   */
  public static Denial noRoomForAnswer() {
    return upstreamError("too_many_large_answers");
  }

  /** Nothing is served now, here: 503 {@code unavailable}. */
  public static Denial unavailable() {
    return of(503, "unavailable", 50301, "The server is shutting down or overloaded");
  }

  /** Our own failure, told without any detail: 500 {@code internal_error}. */
  public static Denial internalError() {
    return of(500, "internal_error", -32603, "The request could not be processed");
  }

  /** This refusal with a finer sub-code. */
  public Denial withCode(String newCode) {
    return new Denial(
        status, error, newCode, description, rpcCode, rpc, challenge, members, rpcMessage);
  }

  /** This refusal answered differently inside JSON-RPC. */
  public Denial withRpc(RpcStyle style) {
    return new Denial(
        status, error, code, description, rpcCode, style, challenge, members, rpcMessage);
  }

  /** This refusal with a challenge. */
  public Denial withChallenge(Challenge newChallenge) {
    return new Denial(
        status, error, code, description, rpcCode, rpc, newChallenge, members, rpcMessage);
  }

  /** This refusal with one more member, a JSON scalar, list or map. */
  public Denial withMember(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Denial(status, error, code, description, rpcCode, rpc, challenge, more, rpcMessage);
  }

  /** This refusal with a message of its own inside JSON-RPC; the description goes into its data. */
  public Denial withRpcMessage(String message) {
    return new Denial(status, error, code, description, rpcCode, rpc, challenge, members, message);
  }

  /** The finest stable string for this refusal: the sub-code, else the error. */
  public String reason() {
    return code != null ? code : error;
  }
}
