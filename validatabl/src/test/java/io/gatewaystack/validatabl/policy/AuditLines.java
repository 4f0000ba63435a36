package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Lines as explicabl writes them; a test of the example server holds the two together. */
final class AuditLines {
  /** A tool call by a cashier, told completely. */
  static final String PAY =
      """
      {"id":"6f","ts":"2026-01-01T00:00:00Z","kind":"gateway.request","serviceName":"g",\
      "environment":"dev","requestId":"req-1",\
      "http":{"method":"POST","path":"/mcp","status":200,"latencyMs":1.2,"client":"203.0.113.0/24"},\
      "subject":"auth0|7","issuer":"https://issuer.example","tenant":"acme","source":"okta",\
      "actors":["planner","front"],\
      "operation":{"kind":"mcp_tool_call","method":"tools/call","target":"pay"},\
      "layer":"application","decision":"allow","code":"completed","context":{\
      "authorization":{"allowed":true,"reason":"allowed_by_rule","policyId":"cashiers","policies":[\
      {"name":"main","version":"sha256:aa","enforced":true,"answer":"allow","rule":"cashiers"},\
      {"name":"next","version":"sha256:bb","enforced":false,"answer":"deny"}],\
      "facts":{"scopes":["pay:write"],"roles":["cashier"],"plan":"pro",\
      "arguments":{"arguments.amount":99.90,"arguments.to.iban":"DE89","arguments.memo":null}}},\
      "content":{"labels":["pci"],"riskScore":20,"matches":{"credit_card":1},"truncated":false}}}""";

  private AuditLines() {}

  static byte[] bytes(String line) {
    return line.getBytes(UTF_8);
  }

  /** The line, with a text in it replaced that must be there. */
  static String with(String line, String text, String other) {
    if (!line.contains(text)) {
      throw new IllegalArgumentException("not in the line: " + text);
    }
    return line.replace(text, other);
  }

  /** The line, with some of it told otherwise than it was. */
  static String withholding(String line, String... names) {
    String list = "\"withheld\":[\"" + String.join("\",\"", names) + "\"]";
    return with(line, "\"plan\":\"pro\"", "\"plan\":\"pro\"," + list);
  }
}
