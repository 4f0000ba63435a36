package io.gatewaystack.example.route;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object written member by member, so that a body can be embedded as it is. */
final class Echo {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ByteArrayOutputStream json = new ByteArrayOutputStream();

  private Echo() {
    json.write('{');
  }

  static Echo start() {
    return new Echo();
  }

  Echo with(String name, Object value) {
    return withRaw(name, MAPPER.writeValueAsBytes(value));
  }

  Echo withRaw(String name, byte[] value) {
    if (json.size() > 1) {
      json.write(',');
    }
    json.writeBytes(JsonDocument.quote(name));
    json.write(':');
    json.writeBytes(value);
    return this;
  }

  byte[] bytes() {
    json.write('}');
    return json.toByteArray();
  }

  /** The current body as JSON: itself when it is JSON, else as a string, {@code null} for none. */
  static byte[] bodyOf(RequestContext context) {
    byte[] body = context.body().bytes();
    if (body.length == 0) {
      return "null".getBytes(StandardCharsets.US_ASCII);
    }
    String type = context.request().headers().first("Content-Type").orElse("");
    return type.toLowerCase(Locale.ROOT).contains("json")
        ? context.body().json().bytes()
        : JsonDocument.quote(new String(body, StandardCharsets.UTF_8));
  }
}
