package io.gatewaystack.identifiabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.denial.Denial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  @ParameterizedTest
  @EnumSource
  void isA401ThatStandsInTheGuide(Reason reason) throws IOException {
    Denial denial = reason.denial();
    assertThat(denial.status()).isEqualTo(401);
    assertThat(denial.rpcCode()).isEqualTo(-32001);
    assertThat(denial.description()).isNotBlank().doesNotEndWith(".");
    List<String> guide = Files.readAllLines(Path.of("..", "docs", "identity.md"));
    String code = denial.code() == null ? "–" : "`" + denial.code() + "`";
    assertThat(guide)
        .anyMatch(l -> l.startsWith("| 401 | `" + denial.error() + "` |") && l.contains(code));
  }

  @Test
  void hasTheCodesClientsKnow() {
    assertThat(Reason.TOKEN_EXPIRED.denial().code()).isEqualTo("token_expired");
    assertThat(Reason.OPAQUE_TOKEN.denial().code()).isEqualTo("malformed_token");
    assertThat(Reason.INVALID_API_KEY.denial().code()).isNull();
    assertThat(Reason.MISSING_BEARER.denial().error()).isEqualTo("unauthorized");
  }
}
