package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.example.command.Running;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command line: what it prints and how it ends. */
class ExampleServerTest {
  private static final Map<String, String> FREE_PORTS =
      Map.of("PORT", "0", "DEMO_ISSUER_PORT", "0", "DEMO_ECHO_PORT", "0", "MOCK_PORT", "0");

  private static Map<String, String> freePortsAnd(String name, String value) {
    Map<String, String> variables = new HashMap<>(FREE_PORTS);
    variables.put(name, value);
    return variables;
  }

  @Test
  void helpIsPrinted() {
    Said help = Said.by(Map.of(), "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Usage:").containsPattern("demo +Start in demo mode");
    assertThat(Said.by(Map.of(), "-h")).isEqualTo(help);
  }

  @Test
  void unknownWordsAreAnswered() {
    Said unknown = Said.by(Map.of(), "dmeo");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("Usage:");
  }

  @Test
  void settingsThatDoNotFitAreNamed() {
    Said missing = Said.by(Map.of());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("OAUTH_ISSUER", "OAUTH_AUDIENCE");
  }

  @Test
  void aSettingThatOnlyTheLayersCanJudgeIsRefusedToo() {
    Said unfit = Said.by(freePortsAnd("PROXY_INJECT_HEADER", "not a header"), "demo", "--exit");
    assertThat(unfit.code()).isEqualTo(2);
    assertThat(unfit.err()).contains("PROXY_INJECT_HEADER: (expected");
  }

  @Test
  void aServerGoesOnRunning() {
    Said running = Said.by(freePortsAnd("DEMO_MODE", "true"));
    assertThat(running.code()).isEqualTo(Running.CODE);
    assertThat(running.err()).contains("listens on port", "/mint");
  }

  @Test
  void theWalkSucceeds() {
    Said walk = Said.by(FREE_PORTS, "demo", "--exit");
    assertThat(walk.code()).as(walk.out()).isZero();
  }

  @Test
  void theWalkNoticesThatPersonalDataPasses() {
    Said walk = Said.by(freePortsAnd("TRANSFORM_REDACT", "off"), "demo", "--exit");
    assertThat(walk.code()).isEqualTo(1);
    assertThat(walk.out()).contains("Steps that differed: 1");
  }

  @Test
  void theWalkNoticesThatTheLimitIsTooTight() {
    Said walk = Said.by(freePortsAnd("RATE_LIMIT_MAX", "1"), "demo", "--exit");
    assertThat(walk.code()).isEqualTo(1);
    assertThat(walk.out()).contains("✗ DIFFERS");
  }

  @Test
  void theWalkNoticesThatTheProxyLeadsNowhere() {
    Said walk = Said.by(freePortsAnd("PROXY_ALLOWED_PATHS", "/nothing"), "demo", "--exit");
    assertThat(walk.code()).isEqualTo(1);
  }

  @Test
  void theWalkNoticesThatEveryCallNeedsMore() {
    Said walk = Said.by(freePortsAnd("OAUTH_REQUIRED_SCOPES", "tool:admin"), "demo", "--exit");
    assertThat(walk.code()).isEqualTo(1);
  }

  @Test
  void theDemoGoesOnRunningAndSaysHowToUseIt() {
    Said demo = Said.by(FREE_PORTS, "demo");
    assertThat(demo.code()).isEqualTo(Running.CODE);
    assertThat(demo.out()).contains("keeps running", "/mint -d", "/protected/ping -H", "Audit");
  }
}
