package io.gatewaystack.proxyabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonSpan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EditsTest {

  @Test
  void editsTouchNothingElse() {
    JsonDocument document =
        JsonDocument.parse(
            "{ \"a\":1.00,\"b\":\"x\", \"c\":{ },\"d\":{\"e\":2} }"
                .getBytes(StandardCharsets.UTF_8));
    JsonSpan root = JsonSpan.of(document);
    Edits edits =
        Edits.of(document)
            .member(root.member("d").orElseThrow(), "f", "[1]".getBytes(StandardCharsets.UTF_8))
            .member(root.member("c").orElseThrow(), "g", "3".getBytes(StandardCharsets.UTF_8))
            .member(root.member("d").orElseThrow(), "e", "4".getBytes(StandardCharsets.UTF_8))
            .prefix(root.member("b").orElseThrow(), "p+");

    assertThat(new String(edits.apply().bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{ \"a\":1.00,\"b\":\"p+x\", \"c\":{\"g\":3 },\"d\":{\"f\":[1],\"e\":4} }");
    assertThat(Edits.of(document).apply()).isSameAs(document);
    assertThat(root).hasToString("JsonSpan[0..41]");
  }
}
