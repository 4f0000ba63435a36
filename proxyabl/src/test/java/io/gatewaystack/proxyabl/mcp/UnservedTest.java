package io.gatewaystack.proxyabl.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.proxyabl.internal.Shares;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of several upstreams none of which has served a request, the client hears the one that knows. */
class UnservedTest {
  private static final McpUpstream FS = McpUpstream.of("fs", URI.create("http://127.0.0.1/mcp"));

  private static Asked asked(String what) {
    return switch (what) {
      case "dead" -> new Asked.Silent(FS, 0, Denial.upstreamError("dead"));
      case "busy" -> new Asked.Silent(FS, 0, Shares.USED_UP);
      case "405" -> new Asked.Silent(FS, 405, Refusals.METHOD);
      case "409" -> new Asked.Silent(FS, 409, Refusals.upstreamStatus(409));
      case "result" -> told("\"result\":{}");
      default -> told("\"error\":{\"code\":" + what + ",\"message\":\"m\"}");
    };
  }

  private static Asked told(String rest) {
    JsonDocument json =
        JsonDocument.parse(("{\"jsonrpc\":\"2.0\",\"id\":1," + rest + "}").getBytes(UTF_8));
    UpstreamHead head = new UpstreamHead(400, HttpFields.EMPTY);
    return new Asked.Told(FS, head, RpcMessage.of(json).orElseThrow());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "-32602 -32601 | -32602",
        "-32601 -32602 -32603 | -32602",
        "-32601 -32601 | -32601",
        "-32601 dead | nobody",
        "dead -32602 | -32602",
        "dead dead | nobody",
        "405 405 | 405",
        "405 dead | nobody",
        "405 409 | 409",
        "405 -32601 | 405",
        "-32602 busy | 429",
        "dead result | nobody",
        "'' | nobody"
      })
  void theClientHearsWhoKnows(String all, String heard) {
    List<Asked> asked = new ArrayList<>();
    for (String what : all.isEmpty() ? new String[0] : all.split(" ")) {
      asked.add(asked(what));
    }

    if (heard.startsWith("-")) {
      Answer answer = Unserved.answer(asked, Refusals.NOBODY);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).asString(UTF_8).contains("\"code\":" + heard);
    } else {
      assertThat(catchThrowable(() -> Unserved.answer(asked, Refusals.NOBODY)))
          .isInstanceOfSatisfying(
              UnusableAnswer.class,
              e -> {
                int status = heard.equals("nobody") ? 502 : Integer.parseInt(heard);
                assertThat(e.denial().status()).isEqualTo(status);
                assertThat(e.denial().equals(Refusals.NOBODY)).isEqualTo(heard.equals("nobody"));
              });
    }
  }
}
