package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.AuditLines.PAY;
import static io.gatewaystack.validatabl.policy.AuditLines.bytes;
import static io.gatewaystack.validatabl.policy.AuditLines.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.Requests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What docs/policy.md says is what the code does: its tables, its examples, its reports. */
class PolicyGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "policy.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/gatewaystack/validatabl/policy/PolicyGuide.java");

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** The rows of the tables with a heading, cells trimmed, in which a backtick quotes. */
  private static List<List<String>> rows(String heading) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      inside = line.equals(heading) || inside && line.startsWith("|");
      if (inside && !line.equals(heading) && !line.startsWith("|---")) {
        rows.add(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
      }
    }
    return rows;
  }

  private static List<String> quoted(String cell) {
    return Pattern.compile("`([^`]+)`")
        .matcher(cell)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void tableOfKeysIsThatOfTheReaderAndOfTheSchema() throws IOException {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    for (List<String> row : rows("| key | where | value | if missing |")) {
      keys.computeIfAbsent(row.get(1), k -> new LinkedHashSet<>()).addAll(quoted(row.get(0)));
    }

    assertThat(keys)
        .isEqualTo(
            Map.of(
                "policy", Set.copyOf(PolicyReader.KEYS),
                "rule", Set.copyOf(RuleReader.KEYS),
                "condition", Set.copyOf(RuleReader.CONDITION_KEYS)));
    JsonNode schema = JsonMapper.shared().readTree(PolicyFile.schema());
    assertThat(required(schema, keys.get("policy"))).containsExactly("rules");
    assertThat(required(schema.path("$defs").path("rule"), keys.get("rule")))
        .containsExactly("id", "effect", "conditions");
    assertThat(refusedWhenMissing())
        .containsExactlyInAnyOrder(
            "rules", "id", "effect", "conditions", "field", "operator", "value");
  }

  private static List<String> required(JsonNode schema, Set<String> keys) {
    assertThat(new LinkedHashSet<>(schema.path("properties").propertyNames())).isEqualTo(keys);
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(key -> required.add(key.stringValue()));
    return required;
  }

  private static List<String> refusedWhenMissing() throws IOException {
    return rows("| key | where | value | if missing |").stream()
        .filter(row -> row.size() > 3 && row.get(3).equals("refused"))
        .flatMap(row -> quoted(row.get(0)).stream())
        .toList();
  }

  @Test
  void tableOfFieldsIsThatOfTheCode() throws IOException {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (List<String> row : rows("| field | what it holds |")) {
      String shape = row.get(1).split("[: ]", 2)[0];
      quoted(row.get(0)).forEach(name -> shapes.put(name, shape));
    }
    Map<String, String> known =
        FieldNames.known().entrySet().stream()
            .collect(toMap(Map.Entry::getKey, e -> e.getValue().shape().word()));
    known.put("arguments.<path>", "any");

    assertThat(shapes).isEqualTo(known);
  }

  @Test
  void kindsAreThoseOfTheKernel() throws IOException {
    String kinds =
        rows("| field | what it holds |").stream()
            .filter(row -> row.get(0).equals("`kind`"))
            .map(row -> row.get(1))
            .findFirst()
            .orElseThrow();

    assertThat(quoted(kinds))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Kind.values()).map(OperationFacts::word).toList());
  }

  @Test
  void tableOfOperatorsIsThatOfTheCode() throws IOException {
    Map<String, Set<String>> applies = new LinkedHashMap<>();
    for (List<String> row : rows("| operator | holds when | value | applies to |")) {
      applies.put(quoted(row.get(0)).get(0), Set.of(row.get(3).split(", ")));
    }
    Map<String, Set<String>> known = new LinkedHashMap<>();
    for (Operator operator : Operator.values()) {
      known.put(
          operator.word(),
          Arrays.stream(Shape.values())
              .filter(shape -> shape.accepts(operator))
              .map(Shape::word)
              .collect(Collectors.toSet()));
    }

    assertThat(applies).isEqualTo(known);
  }

  @Test
  void everyPolicyLoads() throws IOException {
    assertThat(blocks("yaml")).hasSize(8);
    for (String yaml : blocks("yaml")) {
      assertThatCode(() -> parse(yaml)).as(yaml).doesNotThrowAnyException();
    }
  }

  private static Policy parse(String yaml) {
    return PolicyFile.parse("policy.yaml", yaml.getBytes(UTF_8));
  }

  @TestFactory
  Stream<DynamicTest> everyRowOfEveryExampleIsTrue() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Matcher examples =
        Pattern.compile(
                "(?s)```yaml\n((?:(?!```).)*)```\n\n"
                    + "\\| caller \\| request \\| answer \\|\n\\|---\\|---\\|---\\|\n((?:\\|[^\n]*\n)+)")
            .matcher(Files.readString(PAGE));
    while (examples.find()) {
      Policy policy = parse(examples.group(1));
      for (String line : examples.group(2).strip().split("\n", -1)) {
        tests.add(DynamicTest.dynamicTest(line, () -> check(policy, line)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests.stream();
  }

  private static void check(Policy policy, String line) throws IOException {
    List<String> cells = Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    Map<String, String> caller = new LinkedHashMap<>();
    for (String word : quoted(cells.get(0)).get(0).split(" ", -1)) {
      caller.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    PolicyDecision decision = policy.decide(from(request(quoted(cells.get(1)).get(0)), caller));

    String by = decision.rule().map(rule -> "by `" + rule.id() + "`").orElse("by default");
    assertThat(decision.effect().word() + " " + by).isEqualTo(cells.get(2));
  }

  private static RequestContext request(String words) {
    String[] parts = words.split(" ", 3);
    return switch (parts[0]) {
      case "tool" -> Requests.toolCall(parts[1], parts[2]);
      case "model" ->
          Requests.modelCall(
              parts[2].replaceFirst("\\{", "{\"model\":\"" + parts[1] + "\",").replace(",}", "}"));
      case "resource" -> Requests.rpc("resources/read", "{\"uri\":\"" + parts[1] + "\"}");
      default -> Requests.http(parts[0], parts[1]);
    };
  }

  private static RequestContext from(RequestContext request, Map<String, String> caller)
      throws IOException {
    RequestInfo known = request.request();
    RequestInfo info =
        new RequestInfo(
            known.id(),
            known.method(),
            known.rawPath(),
            known.path(),
            null,
            known.headers(),
            InetAddress.getByName(caller.getOrDefault("ip", "192.0.2.1")),
            known.at());
    String actor = caller.get("actor");
    Identity identity =
        Identity.builder(caller.getOrDefault("sub", "ada"), "https://issuer.example")
            .plan(caller.get("plan"))
            .roles(caller.containsKey("role") ? Set.of(caller.get("role")) : Set.of())
            .scopes(caller.containsKey("scope") ? Set.of(caller.get("scope")) : Set.of())
            .actorChain(actor == null ? List.of() : List.of(new Identity.Actor(actor, null)))
            .build();
    Set<String> labels = caller.containsKey("labels") ? Set.of(caller.get("labels")) : Set.of();
    int risk = Integer.parseInt(caller.getOrDefault("risk", "0"));
    return RequestContext.of(info, request.route(), request.body())
        .with(identity)
        .merge(new Content(labels, risk, new TreeMap<>(), false, null));
  }

  @Test
  void refusalReadsAsShown() throws IOException {
    String misspelt =
        blocks("yaml")
            .get(0)
            .replace("operator: contains, value: pci", "operator: contain, value: pci");

    InvalidPolicy refused = catchThrowableOfType(InvalidPolicy.class, () -> parse(misspelt));

    assertThat(refused.problems()).containsExactly(blocks("text").get(0).strip());
  }

  @Test
  void javaIsTheCodeThatIsCompiledHere() throws IOException {
    List<String> shown =
        Pattern.compile("(?s)// begin\n(.*?) *// end")
            .matcher(Files.readString(SOURCE))
            .results()
            .map(block -> block.group(1).stripTrailing().stripIndent())
            .toList();

    assertThat(blocks("java").stream().map(String::strip)).isEqualTo(shown);
  }

  @Test
  void rulesInCodeAreTheFirstExample() throws IOException {
    assertThat(PolicyGuide.inCode().version()).isEqualTo(parse(blocks("yaml").get(0)).version());
    assertThat(
            PolicyGuide.several(PolicyGuide.inCode(), PolicyGuide.inCode(), PolicyGuide.inCode()))
        .isNotNull();
  }

  @Test
  void replayReportsAsShown() throws IOException {
    String one = with(PAY, "\"answer\":\"deny\"", "\"answer\":\"allow\"");
    String direct = with(one, "\"actors\":[\"planner\",\"front\"],", "");
    String small = with(direct, "99.90", "5");
    String refused =
        with(
            with(small, "\"allowed\":true", "\"allowed\":false"),
            "\"answer\":\"allow\",\"rule\":\"cashiers\"",
            "\"answer\":\"deny\"");
    String silent = with(direct, "\"arguments.amount\":99.90,", "");
    PolicyReplay replay =
        PolicyReplay.of(PolicyFile.parse("candidate.yaml", blocks("yaml").get(6).getBytes(UTF_8)));
    int id = 0;
    StringBuilder lines = new StringBuilder();
    for (String line : List.of(one, small, small, refused, silent, silent)) {
      lines.append(with(line, "req-1", "req-" + ++id)).append('\n');
    }
    replay.read(new ByteArrayInputStream(bytes(lines + "{\"kind\":\"gateway.req")));

    assertThat(replay.report().text()).isEqualTo(blocks("text").get(1));
  }

  @Test
  void schemaIsWhereThePageSays() throws IOException {
    String page = Files.readString(PAGE);
    Matcher link = Pattern.compile("\\[source]\\(([^)]+)\\)").matcher(page);

    assertThat(link.find()).isTrue();
    assertThat(PAGE.resolveSibling(link.group(1))).exists();
    assertThat(page).contains("io/gatewaystack/validatabl/policy/policy.schema.json");
    assertThat(PolicyFile.class.getResource("policy.schema.json")).isNotNull();
  }
}
