package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.json.JsonSpan;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Writes JSON-RPC messages of the gateway's own. */
final class Rpc {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Rpc() {}

  /**
   * A response.
   *
   * @param id the request's; a result to nothing is a mistake of ours
   * @param result its members in order; {@link #raw} values go as they are
   */
  static byte[] result(@Nullable JsonRpcId id, Map<String, Object> result) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", new RawValue(Objects.requireNonNull(id, "id").json()));
    message.put("result", result);
    return MAPPER.writeValueAsBytes(message);
  }

  /**
   * A response that says what was wrong.
   *
   * @param id the request's
   */
  static byte[] error(JsonSpan id, int code, String why) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", why);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", raw(id));
    message.put("error", error);
    return MAPPER.writeValueAsBytes(message);
  }

  /** A request. */
  static byte[] request(JsonRpcId id, String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", new RawValue(id.json()));
    message.put("method", method);
    message.put("params", params);
    return MAPPER.writeValueAsBytes(message);
  }

  /** A notification. */
  static byte[] notification(String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    message.put("params", params);
    return MAPPER.writeValueAsBytes(message);
  }

  /** An array of strings. */
  static byte[] strings(List<String> values) {
    return MAPPER.writeValueAsBytes(values);
  }

  /** An object with one member. */
  static byte[] object(String name, byte[] json) {
    return MAPPER.writeValueAsBytes(Map.of(name, raw(json)));
  }

  /** A value that is JSON already. */
  static Object raw(JsonSpan value) {
    return raw(value.bytes());
  }

  static Object raw(JsonDocument value) {
    return raw(value.bytes());
  }

  static Object raw(byte[] json) {
    return new RawValue(new String(json, StandardCharsets.UTF_8));
  }
}
