package io.gatewaystack.validatabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.Message;
import java.util.ArrayList;
import java.util.List;

/** What a layer says of a request, and what it makes of the answer to one. */
final class Decided {
  private Decided() {}

  /** {@code allowed}, or the code of the refusal. */
  static String outcome(Validatabl layer, RequestContext request) {
    return layer.decide(request).denial().map(Denial::reason).orElse("allowed");
  }

  /** The one message an answer has become; the request has to be one whose answers are edited. */
  static Message answered(Validatabl layer, RequestContext request, String answer) {
    List<Message> out = new ArrayList<>();
    ((Decision.Proceed) layer.before(request))
        .editor()
        .orElseThrow()
        .message(Message.of(answer.getBytes(UTF_8)), out::add);
    assertThat(out).hasSize(1);
    return out.get(0);
  }

  /** The text of it. */
  static String text(Validatabl layer, RequestContext request, String answer) {
    return new String(answered(layer, request, answer).bytes(), UTF_8);
  }
}
