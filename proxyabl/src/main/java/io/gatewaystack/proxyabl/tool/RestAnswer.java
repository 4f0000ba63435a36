package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * The answer to {@code POST /<tool>}: {@code {ok:true,data,requestId,elapsedMs,sub}}, or {@code
 * {ok:false,error:{code,message,details?},requestId}}.
 *
 * @param status HTTP status
 * @param body UTF-8 JSON
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record RestAnswer(int status, byte[] body) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The answer that tells a result. */
  public static RestAnswer of(ToolResult result, ToolCall call, Duration elapsed) {
    Map<String, Object> json = new LinkedHashMap<>();
    int status = 200;
    if (result instanceof ToolResult.Success success) {
      json.put("ok", true);
      json.put("data", raw(success.data()));
      json.put("requestId", call.context().request().id());
      json.put("elapsedMs", elapsed.toMillis());
      call.context().find(Identity.class).ifPresent(caller -> json.put("sub", caller.subject()));
    } else if (result instanceof ToolResult.Failure failure) {
      status = failure.status();
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", failure.code());
      error.put("message", failure.message());
      failure.details().ifPresent(details -> error.put("details", raw(details)));
      json.put("ok", false);
      json.put("error", error);
      json.put("requestId", call.context().request().id());
    }
    return new RestAnswer(status, MAPPER.writeValueAsBytes(json));
  }

  private static RawValue raw(JsonDocument document) {
    return new RawValue(new String(document.bytes(), StandardCharsets.UTF_8));
  }

  /** Shows the status only. */
  @Override
  public String toString() {
    return "RestAnswer[" + status + "]";
  }
}
