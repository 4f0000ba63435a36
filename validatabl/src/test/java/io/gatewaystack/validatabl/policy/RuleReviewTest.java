package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.validatabl.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file whose rules can never decide is refused. */
class RuleReviewTest {

  private static Policy parse(String rules) {
    StringBuilder yaml = new StringBuilder("rules:\n");
    for (String rule : rules.strip().split("\n", -1)) {
      String[] parts = rule.split(" if ", 2);
      String[] head = parts[0].trim().split(" ", -1);
      yaml.append("- id: ").append(head[0]).append("\n  effect: ").append(head[1]);
      yaml.append("\n  priority: ").append(head[2]).append("\n  conditions:\n");
      for (String condition : parts[1].split(" and ", -1)) {
        String[] words = condition.trim().split(" ", 3);
        yaml.append("  - {field: %s, operator: %s, value: %s}\n".formatted((Object[]) words));
      }
    }
    return PolicyFile.parse("p.yaml", yaml.toString().getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool equals a and tool equals b",
        "tool equals a and tool in [b, c]",
        "tool in [a, b] and tool in [c, d]",
        "tool equals a and tool notEquals a",
        "tool in [a, b] and tool notIn [a, b]",
        "tool equals abc and tool startsWith b",
        "tool equals abc and tool matches 'b.*'",
        "tool startsWith ab and tool startsWith ac",
        "tool startsWith ab and tool matches 'a[^b].*'",
        "tool matches 'a+' and tool matches '.*b'",
        "tool matches 'a?' and tool notEquals a",
        "tool matches 'a?' and tool notIn [a, b]",
        "tool contains x and tool matches '[^x]*'",
        "arguments.x matches 'a+' and arguments.x startsWith b",
        "arguments.x contains c and arguments.x matches 'a b'",
        "arguments.x matches 'a|b' and arguments.x notIn [b, a]",
        "plan exists false and plan equals pro",
        "plan exists false and plan exists true",
        "org_id equals a and tenant equals b",
        "role exists false and role contains a",
        "arguments.x equals 1 and arguments.x equals '1'",
        "arguments.x equals true and arguments.x equals false",
        "arguments.x equals 5 and arguments.x gt 5",
        "arguments.x gt 5 and arguments.x lt 5",
        "arguments.x gt 5 and arguments.x lte 5",
        "arguments.x gte 5 and arguments.x lte 5 and arguments.x notEquals 5",
        "arguments.x gt 7 and arguments.x lt 5.5",
        "arguments.x gt 7 and arguments.x exists false",
        "content.riskScore gt 50 and content.riskScore lt 51",
        "content.riskScore gte 50 and content.riskScore lte 49",
        "content.riskScore equals 50 and content.riskScore lt 50",
        "client.ip cidr 10.0.0.0/8 and client.ip cidr 192.168.0.0/16",
        "client.ip cidr [10.0.0.0/8, '::1'] and client.ip cidr 192.168.0.0/16"
      })
  void refusesConditionsOnOneFieldThatExcludeOneAnother(String conditions) {
    assertThatThrownBy(() -> parse("r1 deny 1 if " + conditions))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageStartingWith("p.yaml:2: rule r1: conditions: ")
        .hasMessageContaining("never has such a value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scope contains a and permission exists false",
        "permissions exists false and roles exists true",
        "actor exists true and actors exists false",
        "actor equals a and actors exists false",
        "actors contains a and actor exists false",
        "arguments.x.y equals 5 and arguments.x equals 5",
        "arguments.x exists false and arguments.x.y exists true",
        "arguments.x.y.z gt 5 and arguments.x startsWith a",
        "arguments.x contains a and arguments.x.y matches 'a+'"
      })
  void refusesConditionsOnFieldsOfWhichOneIsNeverThereWithoutTheOther(String conditions) {
    assertThatThrownBy(() -> parse("r1 deny 1 if tool equals t and " + conditions))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageStartingWith("p.yaml:2: rule r1: conditions: ")
        .hasMessageContaining("never has such a value where ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scope exists false and permission contains a",
        "role contains a and permission contains b",
        "scope contains a and actor exists false",
        "actor equals a and actors contains b",
        "actor notEquals a and actors exists false",
        "arguments.x.y notEquals 5 and arguments.x equals 5",
        "arguments.x.y exists false and arguments.x equals 5",
        "arguments.x.y equals 5 and arguments.x notEquals 5",
        "arguments.x.y equals 5 and arguments.x exists true",
        "arguments.x.y equals 5 and arguments.xy equals 5",
        "arguments.x.y equals 5 and arguments.y equals 5"
      })
  void acceptsConditionsOnFieldsThatMayBeThereTogether(String conditions) {
    assertThat(parse("r1 deny 1 if tool equals t and " + conditions)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool in [a, b] and tool notEquals a",
        "tool in [a, b] and tool in [b, c]",
        "tool startsWith a and tool startsWith ab",
        "tool startsWith ab and tool startsWith a",
        "tool startsWith b and tool matches '.*c'",
        "tool startsWith ab and tool matches 'a[^c].*'",
        "tool matches 'a{0,2}' and tool notEquals a",
        "arguments.x contains b and arguments.x matches 'a b'",
        "arguments.x contains b and arguments.x contains c",
        "arguments.x matches 'a?' and arguments.x notEquals a and arguments.x notEquals 1",
        "tool notEquals a and tool notEquals b",
        "plan exists false and plan notEquals pro",
        "role contains a and role contains b",
        "arguments.x gt 5 and arguments.x lt 5.01",
        "arguments.x gte 5 and arguments.x lte 5",
        "arguments.x gte 5 and arguments.x lt 1e999999999",
        "arguments.x contains a and arguments.x equals 'a b'",
        "arguments.x equals 1 and arguments.y equals 2",
        "content.riskScore gt 50 and content.riskScore lt 52",
        "client.ip cidr 10.0.0.0/8 and client.ip cidr 10.1.0.0/16",
        "client.ip cidr 10.1.0.0/16 and client.ip cidr 10.0.0.0/8"
      })
  void acceptsConditionsOnOneFieldThatAgree(String conditions) {
    assertThat(parse("r1 deny 1 if " + conditions)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool matches 'a^b'",
        "tool matches ''",
        "tool matches 'a$b'",
        "tool matches 'a\\bb'",
        "tool matches '[^\\x00-\\x{10FFFF}]'",
        "tool matches '(a^|\\B)'",
        "sub matches '\\s+'",
        "sub matches 'a\\x00b'",
        "actor matches '[[:cntrl:]]x'",
        "issuer matches 'https://.*/'",
        "plan matches ''",
        "kind matches 'mcp'",
        "kind contains call",
        "http.method matches 'get|put'",
        "http.method matches '(?-i)[a-z]+'",
        "http.method contains GE/T",
        "path matches 'admin/.*'",
        "path matches '/a//.*'",
        "path matches '.*/\\.\\./x'",
        "path matches '/a;b'",
        "path matches '/a\\\\b'",
        "path contains '/../b'",
        "arguments.x matches 'a^b'",
        "arguments.x.y matches '\\Ba'"
      })
  void refusesAConditionThatFitsNothingItsFieldCanBe(String condition) {
    String[] words = condition.split(" ", 3);
    assertThatThrownBy(() -> parse("r1 deny 1 if role contains x and " + condition))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageStartingWith("p.yaml:2: rule r1: conditions[1].value: ")
        .hasMessageContaining("(expected: one that fits some " + words[0] + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool matches 'a\\^b'",
        "tool matches '|a'",
        "tool matches '^'",
        "tool matches '(?m)a\\n^b'",
        "tool matches 'a\\b-b'",
        "tool matches '[^\\x00-\\x{10FFFE}]'",
        "tool matches '\\B-b|\\B'",
        "tool matches '\\x00'",
        "sub matches '\\s+x'",
        "issuer matches 'https://.*/?'",
        "kind matches 'mcp_.*'",
        "kind contains http",
        "method contains tools/call",
        "http.method matches '(?i)get'",
        "http.method matches 'PURGE'",
        "http.method contains GET",
        "path matches '.*admin/.*'",
        "path matches '/a/+b'",
        "path matches '/\\.\\.+x'",
        "path matches '/.*\\.env'",
        "path contains 'a/b'",
        "path contains '/..'",
        "arguments.x matches ''",
        "arguments.x matches '//;[\\x00]'",
        "arguments.x contains ' '"
      })
  void acceptsAConditionThatFitsSomething(String condition) {
    assertThat(parse("r1 deny 1 if role contains x and " + condition)).isNotNull();
  }

  @Test
  void takesWhatIsTooHardToSeeThroughForPossible() {
    Condition condition = new Condition("path", Operator.MATCHES, "[a-m].{9}z");
    List<CheckedCondition> alone =
        List.of(CheckedCondition.of(condition, "test", TextPatterns.none()));

    assertThat(new Witnesses(alone, graphs(200_000)).none()).isTrue();
    assertThat(new Witnesses(alone, graphs(1_000)).none()).isFalse();
  }

  private static TextGraphs graphs(long steps) {
    return new TextGraphs(new Effort(steps), new RuleGraphs());
  }

  @Test
  void methodsOfAKindAreThoseThatRequestsAreReadBy() {
    AnyRequest.METHODS.forEach(
        (kind, methods) ->
            assertThat(methods)
                .allMatch(
                    method ->
                        Requests.rpc(method, "{\"uri\":\"x:a\"}").operation().kind() == kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind equals mcp_tool_call and method equals POST",
        "kind equals mcp_tool_call and method equals prompts/get",
        "prompt equals a and method equals tools/call",
        "resource equals a and method startsWith tools/",
        "kind equals mcp_notification and method equals tools/call",
        "kind equals mcp_stream and method equals POST",
        "model equals m and http.method equals GET",
        "tool equals a and prompt equals b",
        "tool exists true and kind equals mcp_list",
        "resource startsWith f and kind in [mcp_prompt, http]",
        "model equals m and tool equals a",
        "model equals m and kind startsWith mcp_",
        "arguments.x equals 1 and kind equals mcp_stream",
        "http.method equals GET and kind equals mcp_tool_call",
        "prompt equals a and model exists true",
        "tool equals a and method equals tools/list",
        "tool equals a and method in [tools/list, prompts/list]",
        "tool equals a and method startsWith tools/list",
        "tool equals a and method matches 'tools/l.*'",
        "tool equals a and method contains tools/list",
        "kind equals http and method equals initialize",
        "kind equals mcp_list and method equals tool/list",
        "kind equals mcp_list and method startsWith tools/c",
        "resource equals a and method equals resources/reed",
        "resource equals a and method in [resources/list, resources/]"
      })
  void refusesFieldsThatNoKindOfRequestHasTogether(String conditions) {
    assertThatThrownBy(() -> parse("r1 deny 1 if " + conditions))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageContaining("rule r1: conditions: no kind of request has all these fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind equals mcp_tool_call and method equals tools/call",
        "tool equals a and method in [POST, prompts/get]",
        "prompt equals a and method equals completion/complete",
        "resource equals a and method equals resources/subscribe",
        "kind equals mcp_notification and method startsWith notifications/",
        "kind equals mcp_other and method equals ping",
        "model equals m and method equals POST",
        "tool equals a and kind equals rest_tool",
        "tool equals a and method in [PUT, tools/list]",
        "tool equals a and method startsWith tools/",
        "tool equals a and method startsWith P",
        "tool equals a and method contains POST",
        "kind equals http and method matches 'PURGE|x'",
        "tool equals a and http.method equals GET",
        "prompt equals a and kind equals mcp_complete",
        "model equals m and arguments.max_tokens gt 100",
        "tool exists false and kind equals mcp_list",
        "kind equals mcp_list and method in [tool/list, tools/list]",
        "kind equals mcp_list and method matches '.*/templates/.*'",
        "resource equals a and method startsWith resources/s",
        "path startsWith /admin and http.method in [PUT, DELETE] and role contains a"
      })
  void acceptsFieldsThatOneKindOfRequestHas(String conditions) {
    assertThat(parse("r1 deny 1 if " + conditions)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a allow 1 if tool equals x\nb deny 2 if tool equals x",
        "a deny 1 if tool equals x\nb allow 1 if tool equals x",
        "b allow 1 if tool equals x\na deny 1 if tool equals x",
        "a deny 1 if tool equals x\nb allow 2 if role contains z and tool equals x",
        "a deny 1 if tenant equals x\nb deny 2 if org_id equals x",
        "a deny 1 if tool in [x, z]\nb allow 2 if tool in [z, x]",
        "a deny 1 if arguments.n gt 1.0\nb allow 2 if arguments.n gt 1",
        "a deny 1 if kind exists true\nb allow 2 if tool equals x",
        "a deny 1 if path exists true and tool equals x\nb allow 2 if tool equals x",
        "a allow 1 if tool in [x, z]\nb deny 2 if tool equals x",
        "a allow 1 if tool in [x, w, z]\nb deny 2 if tool in [z, x]",
        "a allow 1 if tool startsWith x\nb deny 2 if tool startsWith xy",
        "a allow 1 if tool startsWith x\nb deny 2 if tool in [xy, x]",
        "a allow 1 if tool startsWith x\nb deny 2 if tool matches 'xy.*z'",
        "a allow 1 if tool exists true\nb deny 2 if tool equals x",
        "a allow 1 if tool exists true\nb deny 2 if tool matches '.*x'",
        "a allow 1 if tool exists true\nb deny 2 if tool contains x",
        "a allow 1 if tool matches '.*'\nb deny 2 if tool startsWith x",
        "a allow 1 if tool matches '(x|z).*'\nb deny 2 if tool equals xy",
        "a allow 1 if tool contains x\nb deny 2 if tool equals 'x y'",
        "a allow 1 if tool notEquals x\nb deny 2 if tool notIn [x, z]",
        "a allow 1 if tool notIn [x, z]\nb deny 2 if tool notIn [z, w, x]",
        "a allow 1 if tool notEquals x\nb deny 2 if tool startsWith z",
        "a allow 1 if plan notEquals pro\nb deny 2 if plan exists false",
        "a allow 1 if role exists true\nb deny 2 if role contains x",
        "a allow 1 if permission contains x\nb deny 2 if role contains x",
        "a allow 1 if permission contains x\nb deny 2 if scope contains x and tool equals t",
        "a allow 1 if permission exists true\nb deny 2 if roles exists true",
        "a allow 1 if arguments.n gt 5\nb deny 2 if arguments.n gt 10",
        "a allow 1 if arguments.n gte 5\nb deny 2 if arguments.n gt 5",
        "a allow 1 if arguments.n gt 5\nb deny 2 if arguments.n gt 1e999999999",
        "a allow 1 if arguments.n lt 5.5\nb deny 2 if arguments.n lte 5",
        "a allow 1 if arguments.n gt 5\nb deny 2 if arguments.n equals 6",
        "a allow 1 if arguments.n exists true\nb deny 2 if arguments.n lt 6",
        "a allow 1 if arguments.n exists true\nb deny 2 if arguments.n equals true",
        "a allow 1 if arguments.n startsWith x\nb deny 2 if arguments.n in [xa, xb]",
        "a allow 1 if content.riskScore gt 50\nb deny 2 if content.riskScore gte 51",
        "a allow 1 if content.riskScore exists true\nb deny 2 if content.riskScore equals 51",
        "a allow 1 if client.ip cidr 10.0.0.0/8\nb deny 2 if client.ip cidr 10.1.0.0/16",
        "a allow 1 if client.ip cidr 10.0.0.0/8\nb deny 2 if client.ip cidr 10.1.2.3",
        "a allow 1 if client.ip cidr [10.0.0.0/8, '::1']\nb deny 2 if client.ip cidr ['::1']",
        "a allow 1 if client.ip cidr [0.0.0.0/0, '::/0']\nb deny 2 if tool equals x",
        "a allow 1 if path matches '.*'\nb deny 2 if tool equals x",
        "a allow 1 if kind notEquals mcp_list and tool equals x\nb deny 2 if kind equals rest_tool and tool equals x"
            + " and tool exists true",
        "a allow 1 if kind in [http, mcp_tool_call, mcp_list, mcp_read, mcp_prompt, mcp_complete,"
            + " mcp_stream, mcp_end, mcp_notification, mcp_response, mcp_other, rest_tool,"
            + " model_call]\nb deny 2 if tool equals x"
      })
  void refusesARuleBehindOneThatMatchesWheneverItDoes(String rules) {
    assertThatThrownBy(() -> parse(rules))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageContaining(
            "rule b: conditions: rule a is tried before and matches whenever this one does");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a deny 1 if tool equals x and role contains z\nb allow 2 if tool equals x",
        "a deny 1 if tool equals x\nb allow 2 if tool equals z",
        "a deny 1 if tool equals x\nb allow 2 if tool in [x, z]",
        "a deny 1 if tool equals x\nb allow 2 if kind exists true",
        "a deny 1 if role contains x\nb allow 2 if scope contains x",
        "a deny 1 if role contains x\nb allow 2 if permission contains x",
        "a allow 1 if tool equals x\nb deny 2 if tool in [x, z]",
        "a allow 1 if tool startsWith xy\nb deny 2 if tool startsWith x",
        "a allow 1 if tool startsWith xy\nb deny 2 if tool matches 'x.*'",
        "a allow 1 if tool startsWith x\nb deny 2 if tool matches '(?i)x.*'",
        "a allow 1 if tool matches 'x.*'\nb deny 2 if tool matches '.*'",
        "a allow 1 if tool matches '.+'\nb deny 2 if tool exists true",
        "a allow 1 if tool matches '.*'\nb deny 2 if tool exists false",
        "a allow 1 if tool contains x\nb deny 2 if tool startsWith x",
        "a allow 1 if tool notIn [x, z]\nb deny 2 if tool notEquals x",
        "a allow 1 if tool notEquals xy\nb deny 2 if tool startsWith x",
        "a allow 1 if plan exists true\nb deny 2 if plan notEquals pro",
        "a allow 1 if role contains x\nb deny 2 if role exists true",
        "a allow 1 if arguments.n gt 10\nb deny 2 if arguments.n gt 5",
        "a allow 1 if arguments.n gt 5\nb deny 2 if arguments.n gte 5",
        "a allow 1 if arguments.n gt 5\nb deny 2 if arguments.n lt 10",
        "a allow 1 if arguments.n exists false\nb deny 2 if arguments.n gt 1",
        "a allow 1 if arguments.n notEquals 7\nb deny 2 if arguments.n gt 1",
        "a allow 1 if arguments.n startsWith x\nb deny 2 if arguments.n contains x",
        "a allow 1 if arguments.n startsWith x\nb deny 2 if arguments.n exists true",
        "a allow 1 if arguments.n equals 1\nb deny 2 if arguments.n equals '1'",
        "a allow 1 if content.riskScore gt 50\nb deny 2 if content.riskScore gte 50",
        "a allow 1 if content.riskScore gt 50\nb deny 2 if content.riskScore exists true",
        "a allow 1 if client.ip cidr 10.1.0.0/16\nb deny 2 if client.ip cidr 10.0.0.0/8",
        "a allow 1 if client.ip cidr 0.0.0.0/0\nb deny 2 if tool equals x",
        "a allow 1 if client.ip cidr 10.0.0.0/8\nb deny 2 if client.ip cidr [10.1.0.0/16, '::1']",
        "a allow 1 if kind in [http, mcp_list]\nb deny 2 if kind startsWith mcp",
        "a allow 1 if tool in [x, z] and role contains r\nb deny 2 if tool equals x"
      })
  void acceptsARuleThatStillDecidesSomething(String rules) {
    assertThat(parse(rules)).isNotNull();
  }

  @Test
  void reviewsThousandsOfRulesAtOnce() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      rules.append("r%d deny 1 if role contains staff and tool equals t%d\n".formatted(i, i));
    }
    assertThat(parse(rules.toString())).isNotNull();
  }

  @Test
  void findsACoveredRuleAmongThousandsThatNoIndexTellsApart() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      rules.append("r%d deny 1 if tool startsWith t%dx\n".formatted(i, i));
    }
    assertThat(parse(rules.toString())).isNotNull();
    assertThatThrownBy(() -> parse(rules + "z allow 2 if tool startsWith t700xy"))
        .hasMessageContaining("rule z: conditions: rule r700 is tried before");
  }

  @Test
  void comparesNoMoreThanHalfAMillionPairs() {
    EarlierRules rules = new EarlierRules();
    List<ReviewedCondition> later = reviewed(Operator.STARTS_WITH, "xy");
    for (int i = 0; i < 1_000; i++) {
      rules.add("r" + i, reviewed(Operator.STARTS_WITH, "t" + i));
    }
    rules.add("last", reviewed(Operator.STARTS_WITH, "x"));
    int found = 0;
    while (rules.covering(later).isPresent()) {
      found++;
    }
    assertThat(found).isEqualTo(500_000 / 1_001);
    rules.add("same", later);
    assertThat(rules.covering(later)).as("what says the same is found by index").contains("same");
  }

  private static List<ReviewedCondition> reviewed(Operator operator, Object value) {
    Condition condition = new Condition("tool", operator, value);
    return List.of(
        ReviewedCondition.of(CheckedCondition.of(condition, "test", TextPatterns.none())));
  }
}
