package io.gatewaystack.context.denial;

import static java.util.stream.Collectors.joining;

import io.gatewaystack.context.json.JsonRpcId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * A refusal as it goes over the wire: the one renderer of refusals.
 *
 * @param status HTTP status of the answer
 * @param headers names and values, {@code Content-Type} among them
 * @param body UTF-8 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // written once to the wire, never compared
public record Rendering(int status, Map<String, String> headers, byte[] body) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> FIXED =
      Set.of("error", "error_description", "code", "request_id", Denial.ALLOW);

  /** What the refused request was, which decides the shape of the answer. */
  public enum Form {
    /** Not JSON-RPC, or a JSON-RPC message that takes no answer. */
    HTTP,
    /** A JSON-RPC request answered in JSON. */
    JSON_RPC,
    /** A JSON-RPC request whose client accepts only server-sent events. */
    JSON_RPC_EVENT
  }

  /**
   * Where a refusal is answered.
   *
   * @param form the shape of the answer
   * @param requestId the request's correlation id
   * @param id the id to answer; null when it was not read or is unusable
   * @param metadataUrl absolute URL of the protected resource metadata, for challenges
   */
  public record Target(
      Form form, String requestId, @Nullable JsonRpcId id, @Nullable String metadataUrl) {}

  /** Renders a refusal. */
  public static Rendering of(Denial denial, Target target) {
    boolean http = target.form() == Form.HTTP;
    boolean keepStatus = http || denial.rpc() == RpcStyle.KEEP_STATUS || target.id() == null;
    byte[] json =
        MAPPER.writeValueAsBytes(http ? envelope(denial, target, true) : rpc(denial, target));
    boolean event = target.form() == Form.JSON_RPC_EVENT;
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", event ? "text/event-stream" : "application/json");
    headers.put("Cache-Control", "no-store");
    Challenge challenge = denial.challenge();
    if (challenge != null) {
      headers.put("WWW-Authenticate", challenge.headerValue(target.metadataUrl(), denial));
    }
    if (denial.members().get(Denial.RETRY_AFTER) instanceof Number seconds) {
      headers.put("Retry-After", String.valueOf(Math.max(1, seconds.longValue())));
    }
    if (denial.members().get(Denial.ALLOW) instanceof List<?> methods) {
      headers.put("Allow", methods.stream().map(String::valueOf).collect(joining(", ")));
    }
    return new Rendering(keepStatus ? denial.status() : 200, headers, event ? event(json) : json);
  }

  /** One JSON-RPC error object for a refusal that must be told inside a running stream. */
  public static byte[] rpcError(Denial denial, String requestId, @Nullable JsonRpcId id) {
    Target target = new Target(Form.JSON_RPC, requestId, id, null);
    return MAPPER.writeValueAsBytes(rpc(denial.withRpc(RpcStyle.ERROR), target));
  }

  private static Map<String, Object> envelope(Denial denial, Target target, boolean described) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("error", denial.error());
    if (described) {
      json.put("error_description", denial.description());
    }
    if (denial.code() != null) {
      json.put("code", denial.code());
    }
    json.put("request_id", target.requestId());
    denial
        .members()
        .forEach(
            (name, value) -> {
              if (!FIXED.contains(name)) {
                json.put(name, value);
              }
            });
    return json;
  }

  private static Map<String, Object> rpc(Denial denial, Target target) {
    Map<String, Object> json = new LinkedHashMap<>();
    JsonRpcId id = target.id();
    json.put("jsonrpc", "2.0");
    json.put("id", id == null ? null : new RawValue(id.json()));
    if (denial.rpc() == RpcStyle.TOOL_RESULT && id != null) {
      json.put("result", toolResult(denial, target));
    } else {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", denial.rpcCode());
      String message = denial.rpcMessage();
      error.put("message", message == null ? denial.description() : message);
      error.put("data", envelope(denial, target, message != null));
      json.put("error", error);
    }
    return json;
  }

  /** {@code resultType} is required by MCP 2026-07-28 and an unknown field to earlier clients. */
  private static Map<String, Object> toolResult(Denial denial, Target target) {
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("type", "text");
    text.put("text", denial.description());
    result.put("resultType", "complete");
    result.put("content", List.of(text));
    result.put("isError", true);
    result.put("_meta", Map.of("io.gatewaystack/refusal", envelope(denial, target, false)));
    return result;
  }

  private static byte[] event(byte[] json) {
    ByteArrayOutputStream event = new ByteArrayOutputStream(json.length + 32);
    event.writeBytes("event: message\ndata: ".getBytes(StandardCharsets.US_ASCII));
    event.writeBytes(json);
    event.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    return event.toByteArray();
  }
}
