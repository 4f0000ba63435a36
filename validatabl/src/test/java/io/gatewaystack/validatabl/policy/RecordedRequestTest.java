package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.AuditLines.PAY;
import static io.gatewaystack.validatabl.policy.AuditLines.bytes;
import static io.gatewaystack.validatabl.policy.AuditLines.with;
import static io.gatewaystack.validatabl.policy.AuditLines.withholding;
import static io.gatewaystack.validatabl.policy.Operator.CIDR;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static io.gatewaystack.validatabl.policy.Operator.GT;
import static io.gatewaystack.validatabl.policy.Operator.LT;
import static io.gatewaystack.validatabl.policy.Operator.NOT_EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.STARTS_WITH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.context.section.Judgement.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a line of the audit record offers to the fields of a policy. */
class RecordedRequestTest {

  private static Answer holds(String line, String field, Operator operator, Object value) {
    Rule rule = Rule.allow("r").when(field, operator, value).build();
    try {
      RecordedRequest request = AuditLine.read(bytes(line)).orElseThrow().request();
      return Policy.of(List.of(rule)).judge(request, false).answer();
    } catch (AuditLine.Unreadable e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("told")
  void readsWhatIsTold(String field, Operator operator, Object holding, Object failing) {
    assertThat(holds(PAY, field, operator, holding)).isEqualTo(Answer.ALLOW);
    assertThat(holds(PAY, field, operator, failing)).isEqualTo(Answer.DENY);
  }

  static Stream<Arguments> told() {
    return Stream.of(
        argumentSet("sub", "sub", EQUALS, "auth0|7", "auth0|8"),
        argumentSet("issuer", "issuer", EQUALS, "https://issuer.example", "https://issuer"),
        argumentSet("tenant", "tenant", EQUALS, "acme", "other"),
        argumentSet("plan", "plan", EQUALS, "pro", "free"),
        argumentSet("source", "source", EQUALS, "okta", "auth0"),
        argumentSet("scope", "scope", CONTAINS, "pay:write", "pay:read"),
        argumentSet("role", "role", CONTAINS, "cashier", "pay:write"),
        argumentSet("permission by scope", "permission", CONTAINS, "pay:write", "x"),
        argumentSet("permission by role", "permission", CONTAINS, "cashier", "x"),
        argumentSet("actor", "actor", EQUALS, "planner", "front"),
        argumentSet("actors", "actors", CONTAINS, "front", "back"),
        argumentSet("kind", "kind", EQUALS, "mcp_tool_call", "rest_tool"),
        argumentSet("tool", "tool", EQUALS, "pay", "refund"),
        argumentSet("prompt", "prompt", EXISTS, false, true),
        argumentSet("resource", "resource", EXISTS, false, true),
        argumentSet("model", "model", EXISTS, false, true),
        argumentSet("method", "method", EQUALS, "tools/call", "tools/list"),
        argumentSet("http.method", "http.method", EQUALS, "POST", "GET"),
        argumentSet("path", "path", EQUALS, "/mcp", "/"),
        argumentSet("larger network", "client.ip", CIDR, "203.0.0.0/16", "203.1.0.0/16"),
        argumentSet("same network", "client.ip", CIDR, "203.0.113.0/24", "203.0.114.0/24"),
        argumentSet("labels", "content.labels", CONTAINS, "pci", "gdpr"),
        argumentSet("risk", "content.riskScore", GT, 19, 20),
        argumentSet("types", "content.piiTypes", CONTAINS, "credit_card", "email"),
        argumentSet("recorded decimal", "arguments.amount", EQUALS, 99.9, 99.91),
        argumentSet("recorded text", "arguments.to.iban", STARTS_WITH, "DE", "FR"),
        argumentSet("argument that was absent", "arguments.memo", EXISTS, false, true));
  }

  @ParameterizedTest
  @CsvSource({
    "subject, sub, auth0|7",
    "tenant, tenant, acme",
    "plan, plan, pro",
    "actors, actor, planner",
    "operation.target, tool, pay",
    "operation.method, method, tools/call",
    "operation.method, http.method, POST",
    "http.path, path, /mcp"
  })
  void textThatIsToldOtherwiseIsThereButUnknown(String name, String field, String told) {
    String line = withholding(PAY, name);

    assertThat(holds(line, field, EQUALS, told)).isEqualTo(Answer.UNDECIDED);
    assertThat(holds(line, field, NOT_EQUALS, told)).isEqualTo(Answer.UNDECIDED);
    assertThat(holds(line, field, EXISTS, true)).isEqualTo(Answer.ALLOW);
  }

  @ParameterizedTest
  @CsvSource({
    "scopes, scope, pay:write",
    "roles, role, cashier",
    "roles, permission, pay:write",
    "scopes, permission, cashier",
    "actors, actors, front"
  })
  void setThatIsNotToldWhollyHasWhatItTellsAndPerhapsMore(String name, String field, String told) {
    String line = withholding(PAY, name);

    assertThat(holds(line, field, CONTAINS, told)).isEqualTo(Answer.ALLOW);
    assertThat(holds(line, field, CONTAINS, "more")).isEqualTo(Answer.UNDECIDED);
    assertThat(holds(line, field, EXISTS, true)).isEqualTo(Answer.ALLOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.128/25", "203.0.113.7", "203.0.113.0/32"})
  void partOfTheNetworkToldIsUnknown(String block) {
    assertThat(holds(PAY, "client.ip", CIDR, block)).isEqualTo(Answer.UNDECIDED);
    assertThat(holds(PAY, "client.ip", CIDR, List.of("10.0.0.0/8", block)))
        .isEqualTo(Answer.UNDECIDED);
    assertThat(holds(PAY, "client.ip", CIDR, List.of(block, "203.0.0.0/8")))
        .isEqualTo(Answer.ALLOW);
  }

  @Test
  void addressToldWhollyIsKnown() {
    String line = with(PAY, "203.0.113.0/24", "2001:db8::7");

    assertThat(holds(line, "client.ip", CIDR, "2001:db8::7")).isEqualTo(Answer.ALLOW);
    assertThat(holds(line, "client.ip", CIDR, "2001:db8::8")).isEqualTo(Answer.DENY);
  }

  @Test
  void networkOfIpv6IsUnderstood() {
    String line = with(PAY, "203.0.113.0/24", "2001:db8:7::/48");

    assertThat(holds(line, "client.ip", CIDR, "2001:db8::/32")).isEqualTo(Answer.ALLOW);
    assertThat(holds(line, "client.ip", CIDR, "2001:db9::/32")).isEqualTo(Answer.DENY);
    assertThat(holds(line, "client.ip", CIDR, "2001:db8:7:1::/64")).isEqualTo(Answer.UNDECIDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {",\"client\":\"somewhere\"", ",\"client\":7", ""})
  void addressThatIsNotToldIsUnknown(String client) {
    String line = with(PAY, ",\"client\":\"203.0.113.0/24\"", client);

    assertThat(holds(line, "client.ip", CIDR, "::/0")).isEqualTo(Answer.UNDECIDED);
  }

  @Test
  void argumentsThatNobodyNamedAreUnknown() {
    assertThat(holds(PAY, "arguments.secret", EXISTS, true)).isEqualTo(Answer.UNDECIDED);
    assertThat(holds(PAY, "arguments.to", EXISTS, true)).isEqualTo(Answer.UNDECIDED);
    assertThat(holds(PAY, "arguments.memo.x", EXISTS, true)).isEqualTo(Answer.UNDECIDED);
  }

  @Test
  void requestsWithoutArgumentsHaveNone() {
    String line = with(PAY, "mcp_tool_call", "mcp_stream");

    assertThat(holds(line, "arguments.secret", EXISTS, false)).isEqualTo(Answer.ALLOW);
    assertThat(holds(line, "tool", EXISTS, false)).isEqualTo(Answer.ALLOW);
  }

  @Test
  void contentIsWhatWasKnownThenAndNotAtTheEnd() {
    String later =
        with(
            PAY,
            "\"plan\":\"pro\"",
            "\"plan\":\"pro\",\"content\":{\"labels\":[],\"riskScore\":5,\"truncated\":false}");
    String never = with(PAY, "\"plan\":\"pro\"", "\"plan\":\"pro\",\"content\":null");

    assertThat(holds(later, "content.riskScore", LT, 6)).isEqualTo(Answer.ALLOW);
    assertThat(holds(later, "content.labels", EXISTS, true)).isEqualTo(Answer.DENY);
    assertThat(holds(never, "content.riskScore", EXISTS, true)).isEqualTo(Answer.DENY);
  }

  @Test
  void pathIsDecodedAsAPolicySeesIt() {
    String line = with(PAY, "\"path\":\"/mcp\"", "\"path\":\"/caf%C3%A9\"");
    String odd = with(PAY, "\"path\":\"/mcp\"", "\"path\":\"/a%2Fb\"");

    assertThat(holds(line, "path", EQUALS, "/café")).isEqualTo(Answer.ALLOW);
    assertThat(holds(odd, "path", EQUALS, "/a%2Fb")).isEqualTo(Answer.ALLOW);
  }

  @Test
  void targetIsWhatItsKindNames() {
    String prompt = with(PAY, "mcp_tool_call", "mcp_prompt");
    String completion = with(PAY, "mcp_tool_call", "mcp_complete");
    String model =
        with(
            with(PAY, "mcp_tool_call", "model_call"),
            "\"target\":\"pay\"",
            "\"target\":\"/v1\",\"model\":\"m\"");

    assertThat(holds(prompt, "prompt", EQUALS, "pay")).isEqualTo(Answer.ALLOW);
    assertThat(holds(prompt, "tool", EXISTS, true)).isEqualTo(Answer.DENY);
    assertThat(holds(completion, "prompt", EQUALS, "pay")).isEqualTo(Answer.UNDECIDED);
    assertThat(holds(completion, "tool", EXISTS, true)).isEqualTo(Answer.DENY);
    assertThat(holds(model, "model", EQUALS, "m")).isEqualTo(Answer.ALLOW);
    assertThat(holds(model, "tool", EXISTS, true)).isEqualTo(Answer.DENY);
  }

  @Test
  void callerWhoIsNotToldWasNotKnown() {
    String line = with(PAY, "\"subject\":\"auth0|7\",\"issuer\":\"https://issuer.example\",", "");

    assertThat(holds(line, "sub", EXISTS, true)).isEqualTo(Answer.DENY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "kind":"mcp_tool_call" | "kind":"mcp_tool"
          "method":"tools/call",  | "method":7,
          "answer":"deny"         | "answer":"maybe"
          "enforced":false        | "enforced":"no"
          "name":"next"           | "name":"a b"
          "version":"sha256:bb"   | "version":""
          "rule":"cashiers"       | "rule":null
          "requestId":"req-1"     | "requestId":"\\u001b[2J"
          "allowed":true          | "allowed":1
          """)
  void refusesEventsThatExplicablWouldNotWrite(String text, String other) {
    String line = with(PAY, text, other);

    assertThatThrownBy(() -> AuditLine.read(bytes(line))).isInstanceOf(AuditLine.Unreadable.class);
  }
}
