package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** What an event says of the policies that judged a request, and of the facts they judged by. */
class JudgedEventTest extends Events {
  private static Authorization judged(Content content, Map<String, JsonNode> arguments) {
    return new Authorization(
        true,
        "allowed_by_rule",
        Set.of(),
        Set.of(),
        "staff",
        new Judgement(
            List.of(
                new Ruling("main", "sha256:aa", true, Answer.ALLOW, "staff"),
                new Ruling("next", "sha256:bb", false, Answer.UNDECIDED, null)),
            content,
            arguments));
  }

  private static String facts(String line) {
    return line.substring(line.indexOf("\"facts\""), line.indexOf("},\"content\":{\"labels"));
  }

  @Test
  void writesWhatPoliciesSaidAndWhatTheyJudgedBy() {
    Content content = new Content(Set.of("pii"), 40, new TreeMap<>(), false, null);
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    arguments.put("arguments.amount", DecimalNode.valueOf(new BigDecimal("0.10")));
    arguments.put("arguments.n", IntNode.valueOf(12));
    arguments.put("arguments.to", StringNode.valueOf("DE89"));
    arguments.put("arguments.ok", BooleanNode.TRUE);
    arguments.put("arguments.none", NullNode.getInstance());

    String line =
        lineOf(
            Requests.get("/a")
                .with(alice().roles(List.of("staff")).scopes(List.of("a:b")).plan("pro").build())
                .merge(content)
                .merge(judged(content, arguments)));

    assertThat(line)
        .contains(
            """
            "policyId":"staff","policies":[\
            {"name":"main","version":"sha256:aa","enforced":true,"answer":"allow","rule":"staff"},\
            {"name":"next","version":"sha256:bb","enforced":false,"answer":"undecided"}],\
            "facts":{"scopes":["a:b"],"roles":["staff"],"plan":"pro","arguments":{\
            "arguments.amount":0.10,"arguments.n":12,"arguments.to":"DE89",\
            "arguments.ok":true,"arguments.none":null}}},\
            "content":{"labels":["pii"]""");
  }

  @Test
  void writesNoGrantsOfCallersWhomNoPolicyJudged() {
    assertThat(
            lineOf(
                Requests.get("/a")
                    .with(alice().roles(List.of("staff")).scopes(List.of("a:b")).build())
                    .merge(new Authorization(true, "granted", Set.of(), Set.of(), null))))
        .contains("\"authorization\":{\"allowed\":true,\"reason\":\"granted\"}")
        .doesNotContain("staff", "a:b", "facts");
  }

  @Test
  void writesTheContentThatWasJudgedWhereItChangedLater() {
    Content then = new Content(Set.of("pii"), 20, new TreeMap<>(Map.of("email", 1)), false, null);
    Content response = new Content(Set.of("pci"), 40, new TreeMap<>(), false, null);

    assertThat(lineOf(Requests.get("/a").merge(then).merge(judged(then, Map.of())).merge(response)))
        .contains(
            """
            "facts":{"content":{"labels":["pii"],"riskScore":20,"matches":{"email":1},\
            "truncated":false}}},"content":{"labels":["pii","pci"],"riskScore":40""");
    assertThat(lineOf(Requests.get("/a").merge(judged(null, Map.of())).merge(response)))
        .contains("\"facts\":{\"content\":null}},\"content\":{\"labels\":[\"pci\"]");
    assertThat(lineOf(Requests.get("/a").merge(judged(null, Map.of())))).contains("\"facts\":{}}}");
  }

  @Test
  void saysWhichFactsItDoesNotTellAsTheyWere() {
    Content content = new Content(Set.of("x"), 0, new TreeMap<>(), false, null);
    Identity caller =
        Identity.builder(MAIL, "https://issuer.example")
            .tenantId(CARD)
            .roles(List.of("staff", MAIL))
            .scopes(IntStream.range(0, 101).mapToObj(i -> "s" + i).toList())
            .plan("plan of " + MAIL)
            .actorChain(List.of(new Identity.Actor("agent", null), new Identity.Actor(MAIL, null)))
            .build();

    String line =
        lineOf(
            Requests.mcp(
                    """
                    {"jsonrpc":"2.0","id":1,"method":"resources/read",
                     "params":{"uri":"file:///a?token=1"}}""")
                .with(caller)
                .merge(content)
                .merge(
                    judged(
                        content,
                        Map.of("arguments.mail", StringNode.valueOf("write to " + MAIL)))));

    assertThat(facts(line))
        .contains(
            """
            "roles":["staff"]""",
            """
            "withheld":["actors","subject","tenant","operation.target","scopes","roles","plan",\
            "arguments.mail"]""")
        .contains("\"s99\"")
        .doesNotContain("\"s100\"");
    assertThat(line).doesNotContain(MAIL, CARD, "token");
  }

  @Test
  void saysWhenThePathOrTheModelIsNotToldAsItWas() {
    assertThat(lineOf(Requests.get("/users/" + MAIL).merge(judged(null, Map.of()))))
        .contains("\"withheld\":[\"http.path\"");
    assertThat(lineOf(Requests.get("/users/7").merge(judged(null, Map.of()))))
        .doesNotContain("withheld");
  }
}
