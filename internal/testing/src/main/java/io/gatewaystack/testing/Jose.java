package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The wire forms of RFC 7515. */
final class Jose {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Jose() {}

  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  /** Header and payload, encoded and joined: what a signature covers. */
  static String signingInput(Map<String, ?> header, Map<String, ?> payload) {
    return encode(json(header)) + '.' + encode(json(payload));
  }
}
