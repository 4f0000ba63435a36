package io.gatewaystack.example.route;

import io.gatewaystack.context.servlet.ShortAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static byte[] bytes(Map<String, ?> members) {
    return MAPPER.writeValueAsBytes(members);
  }

  static void send(HttpServletResponse response, Map<String, ?> members) throws IOException {
    send(response, bytes(members));
  }

  static void send(HttpServletResponse response, byte[] json) throws IOException {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    ShortAnswer.write(response, json);
  }
}
