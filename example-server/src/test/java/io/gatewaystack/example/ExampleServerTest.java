package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.example.command.Running;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command line: what it prints and how it ends. */
class ExampleServerTest {
  private static final Map<String, String> FREE_PORTS =
      Map.of("PORT", "0", "DEMO_ISSUER_PORT", "0", "DEMO_ECHO_PORT", "0", "MOCK_PORT", "0");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Map<String, String> variables, String... words) {
    return ExampleServer.run(
        List.of(words),
        variables,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static Map<String, String> freePortsAnd(String name, String value) {
    Map<String, String> variables = new HashMap<>(FREE_PORTS);
    variables.put(name, value);
    return variables;
  }

  @Test
  void helpIsPrinted() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(run(Map.of(), "-h")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Usage:")
        .containsPattern("demo +Start in demo mode");
  }

  @Test
  void unknownWordsAreAnswered() {
    assertThat(run(Map.of(), "dmeo")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage:");
  }

  @Test
  void settingsThatDoNotFitAreNamed() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("OAUTH_ISSUER", "OAUTH_AUDIENCE");
  }

  @Test
  void aSettingThatOnlyTheLayersCanJudgeIsRefusedToo() {
    assertThat(run(freePortsAnd("PROXY_INJECT_HEADER", "not a header"), "demo", "--exit"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("PROXY_INJECT_HEADER: (expected");
  }

  @Test
  void aServerGoesOnRunning() {
    assertThat(run(freePortsAnd("DEMO_MODE", "true"))).isEqualTo(Running.CODE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("listens on port", "/mint");
  }

  @Test
  void theWalkSucceeds() {
    assertThat(run(FREE_PORTS, "demo", "--exit")).as(out.toString(StandardCharsets.UTF_8)).isZero();
  }

  @Test
  void theWalkNoticesThatPersonalDataPasses() {
    assertThat(run(freePortsAnd("TRANSFORM_REDACT", "off"), "demo", "--exit")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Steps that differed: 1");
  }

  @Test
  void theWalkNoticesThatTheLimitIsTooTight() {
    assertThat(run(freePortsAnd("RATE_LIMIT_MAX", "1"), "demo", "--exit")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("✗ DIFFERS");
  }

  @Test
  void theWalkNoticesThatTheProxyLeadsNowhere() {
    assertThat(run(freePortsAnd("PROXY_ALLOWED_PATHS", "/nothing"), "demo", "--exit")).isEqualTo(1);
  }

  @Test
  void theWalkNoticesThatEveryCallNeedsMore() {
    assertThat(run(freePortsAnd("OAUTH_REQUIRED_SCOPES", "tool:admin"), "demo", "--exit"))
        .isEqualTo(1);
  }

  @Test
  void theDemoGoesOnRunningAndSaysHowToUseIt() {
    assertThat(run(FREE_PORTS, "demo")).isEqualTo(Running.CODE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("keeps running", "/mint -d", "/protected/ping -H", "Audit");
  }
}
