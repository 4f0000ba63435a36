package io.gatewaystack.context.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenialTest {

  static Stream<Arguments> wireFacts() {
    return Stream.of(
        arguments(Denial.invalidRequest("batch", "d"), 400, "invalid_request", -32600, "batch"),
        arguments(Denial.invalidJson("d"), 400, "invalid_json", -32700, "invalid_json"),
        arguments(Denial.payloadTooLarge(), 413, "payload_too_large", 41301, "payload_too_large"),
        arguments(
            Denial.unsupportedMediaType("c", "d"), 415, "unsupported_media_type", -32600, "c"),
        arguments(Denial.upstreamError("too_big"), 502, "upstream_error", 50202, "too_big"),
        arguments(Denial.internalError(), 500, "internal_error", -32603, "internal_error"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("wireFacts")
  void carriesTheFactsOfTheWire(Denial denial, int status, String error, int rpc, String reason) {
    assertThat(denial.status()).isEqualTo(status);
    assertThat(denial.error()).isEqualTo(error);
    assertThat(denial.rpcCode()).isEqualTo(rpc);
    assertThat(denial.reason()).isEqualTo(reason);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.KEEP_STATUS);
    assertThat(denial.challenge()).isNull();
    assertThat(denial.members()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 302, 399, 600})
  void refusesAStatusThatIsNoRefusal(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> Denial.of(status, "e", 1, "d"));
  }

  @Test
  void eachChangeLeavesTheRestAlone() {
    Challenge challenge = Challenge.missing(List.of("s"));
    Denial changed =
        Denial.of(403, "e", 7, "d")
            .withMember("m", 1)
            .withCode("c")
            .withRpc(RpcStyle.ERROR)
            .withChallenge(challenge)
            .withRpcMessage("r")
            .withMember("n", 2);

    assertThat(changed)
        .isEqualTo(
            new Denial(
                403, "e", "c", "d", 7, RpcStyle.ERROR, challenge, Map.of("m", 1, "n", 2), "r"));
    assertThat(changed.members().keySet()).containsExactly("m", "n");
  }

  @Test
  void copiesItsMembers() {
    Map<String, Object> members = new LinkedHashMap<>(Map.of("m", 1));
    Denial denial = new Denial(400, "e", null, "d", 1, RpcStyle.ERROR, null, members);
    members.put("late", 2);

    assertThat(denial.members()).containsOnlyKeys("m");
    assertThatThrownBy(() -> denial.members().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aThrownRefusalHasNoStackTraceAndShowsOnlyItsReason() {
    Refused refused = new Refused(Denial.invalidRequest("batch", "Batches are not accepted"));

    assertThat(refused.getStackTrace()).isEmpty();
    assertThat(refused).hasMessage("batch");
    refused.addSuppressed(new IllegalStateException());
    assertThat(refused.getSuppressed()).isEmpty();
    assertThat(refused.denial().code()).isEqualTo("batch");
  }
}
