package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.AuditLines.PAY;
import static io.gatewaystack.validatabl.policy.AuditLines.bytes;
import static io.gatewaystack.validatabl.policy.AuditLines.with;
import static io.gatewaystack.validatabl.policy.AuditLines.withholding;
import static io.gatewaystack.validatabl.policy.Operator.CIDR;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.GT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.validatabl.policy.ReplayReport.Change;
import io.gatewaystack.validatabl.policy.ReplayReport.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReplayTest {
  private static final String DENIED =
      with(
          with(
              with(PAY, "\"allowed\":true", "\"allowed\":false"),
              "\"answer\":\"allow\",\"rule\":\"cashiers\"",
              "\"answer\":\"deny\""),
          "req-1",
          "req-2");

  private static Policy candidate(Rule... rules) {
    return Policy.of(List.of(rules)).named("main");
  }

  private static final Policy ALLOWS =
      candidate(Rule.allow("pay").when("tool", EQUALS, "pay").build());
  private static final Policy DENIES =
      candidate(Rule.deny("no-cards").when("content.labels", CONTAINS, "pci").build());

  private static ReplayReport replay(Policy candidate, String... lines) {
    return replay(PolicyReplay.of(candidate), lines);
  }

  private static ReplayReport replay(PolicyReplay replay, String... lines) {
    try {
      replay.read(new ByteArrayInputStream(bytes(String.join("\n", lines) + "\n")));
      return replay.report();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void decisionThatStaysIsUnchanged() {
    ReplayReport report = replay(ALLOWS, PAY);

    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(report.changes()).isEmpty();
    assertThat(report.judged()).isEqualTo(1);
    assertThat(report.decided()).isEqualTo(Map.of("main sha256:aa", 1L));
  }

  @Test
  void tellsWhatWouldBeDeniedNowAndByWhichRule() {
    assertThat(replay(DENIES, PAY, DENIED, PAY).changes())
        .containsExactly(
            new Change(
                Kind.NOW_DENIED, "main/cashiers", "main/no-cards", 2, List.of("req-1", "req-1")));
  }

  @Test
  void tellsWhatWouldBeAllowedNow() {
    ReplayReport report = replay(ALLOWS, DENIED, PAY);

    assertThat(report.changes())
        .containsExactly(
            new Change(Kind.NOW_ALLOWED, "main/default", "main/pay", 1, List.of("req-2")));
    assertThat(report.unchanged()).isEqualTo(1);
  }

  @Test
  void tellsWhatIsMissingInsteadOfGuessing() {
    Policy asksMore =
        candidate(
            Rule.deny("large").priority(1).when("arguments.sum", GT, 5).build(),
            Rule.allow("pay").when("tool", EQUALS, "pay").when("sub", EQUALS, "auth0|7").build());
    ReplayReport report = replay(asksMore, PAY, withholding(PAY, "subject"), DENIED);

    assertThat(report.count(Kind.UNDECIDED)).isEqualTo(3);
    assertThat(report.changes()).extracting(Change::after).containsOnly("main/?");
    assertThat(report.unknown()).isEqualTo(Map.of("arguments.sum", 3L, "sub", 1L));
  }

  @Test
  void doesNotAskForWhatMakesNoDifference() {
    Policy deniesAnyway =
        candidate(
            Rule.deny("large").priority(1).when("arguments.sum", GT, 5).build(),
            Rule.deny("cards").priority(2).when("content.labels", CONTAINS, "pci").build());

    assertThat(replay(deniesAnyway, DENIED).unchanged()).isEqualTo(1);
    assertThat(replay(deniesAnyway, PAY).count(Kind.NOW_DENIED)).isEqualTo(1);
  }

  @Test
  void candidateOfAnotherNameTakesThePlaceOfTheOnlyPolicy() {
    assertThat(replay(ALLOWS.named("new"), DENIED).count(Kind.NOW_ALLOWED)).isEqualTo(1);
  }

  @Test
  void candidateStandsBesideTheOthers() {
    String two =
        with(
            DENIED,
            "{\"name\":\"next\"",
            "{\"name\":\"base\",\"version\":\"v\",\"enforced\":true,\"answer\":\"allow\"},"
                + "{\"name\":\"next\"");
    String otherDenies =
        with(
            two,
            "\"version\":\"v\",\"enforced\":true,\"answer\":\"allow\"",
            "\"version\":\"v\",\"enforced\":true,\"answer\":\"deny\",\"rule\":\"x\"");
    String otherUnasked =
        with(
            two,
            "\"version\":\"v\",\"enforced\":true,\"answer\":\"allow\"",
            "\"version\":\"v\",\"enforced\":true,\"answer\":\"undecided\"");

    assertThat(replay(ALLOWS, two).count(Kind.NOW_ALLOWED)).as("in place of main").isEqualTo(1);
    assertThat(replay(ALLOWS, otherDenies).unchanged()).as("base denies still").isEqualTo(1);
    assertThat(replay(ALLOWS, otherUnasked).count(Kind.UNDECIDED)).isEqualTo(1);
    assertThat(replay(ALLOWS.named("third"), two).unchanged()).as("main denies").isEqualTo(1);
  }

  @Test
  void candidateAgainstNoPolicyAtAllChangesWhatItDenies() {
    String shadowOnly = with(PAY, "\"enforced\":true", "\"enforced\":false");

    assertThat(replay(DENIES, shadowOnly).changes())
        .containsExactly(
            new Change(Kind.NOW_DENIED, "no policy", "main/no-cards", 1, List.of("req-1")));
  }

  @Test
  void requestRefusedBySomethingElseStaysRefused() {
    String schema = with(PAY, "\"allowed\":true", "\"allowed\":false");

    assertThat(replay(DENIES, schema).unchanged()).isEqualTo(1);
  }

  @Test
  void listPassesUnlessARuleRefusesIt() {
    String list =
        with(
            with(PAY, "\"kind\":\"mcp_tool_call\"", "\"kind\":\"mcp_list\""),
            "\"method\":\"tools/call\",\"target\":\"pay\"",
            "\"method\":\"tools/list\"");
    Policy byRole = candidate(Rule.deny("r").when("role", CONTAINS, "cashier").build());

    assertThat(replay(ALLOWS, list).unchanged()).isEqualTo(1);
    assertThat(replay(byRole, list).count(Kind.NOW_DENIED)).isEqualTo(1);
    assertThat(replay(byRole, withholding(list, "roles")).count(Kind.NOW_DENIED)).isEqualTo(1);
    assertThat(
            replay(
                    candidate(Rule.deny("r").when("role", CONTAINS, "admin").build()),
                    withholding(list, "roles"))
                .count(Kind.UNDECIDED))
        .isEqualTo(1);
  }

  @Test
  void completionIsNotCompared() {
    String completion = with(PAY, "mcp_tool_call", "mcp_complete");

    assertThat(replay(DENIES, completion).judged()).isZero();
  }

  @Test
  void subscriptionsWhoseResourcesAreNotOnRecordAreNotCompared() {
    String listen =
        with(with(PAY, "mcp_tool_call", "mcp_other"), "tools/call", "subscriptions/listen");

    assertThat(replay(DENIES, listen).judged()).isZero();
  }

  @Test
  void shadowTellsWhatItWouldHaveChanged() {
    ReplayReport report = replay(PolicyReplay.ofShadow("next"), PAY, DENIED);

    assertThat(report.changes())
        .containsExactly(
            new Change(Kind.NOW_DENIED, "main/cashiers", "next/default", 1, List.of("req-1")));
    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(replay(PolicyReplay.ofShadow("other"), PAY).judged()).isZero();
    assertThat(replay(PolicyReplay.ofShadow("main"), PAY).judged()).as("enforced").isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Started in 3 s",
        "{\"kind\":\"other\"}",
        "{\"kind\":\"gateway.request\",\"context\":{}}",
        "{\"kind\":\"gateway.request\",\"context\":{\"authorization\":{\"allowed\":true}}}",
        "[1,2]",
        "no event in the first sixty-four bytes of this line, only much later {"
      })
  void passesOverWhatIsNoEventOfAPolicy(String line) {
    ReplayReport report = replay(ALLOWS, line, PAY);

    assertThat(report.lines()).isEqualTo(2);
    assertThat(report.judged()).isEqualTo(1);
    assertThat(report.unreadable()).isZero();
  }

  @Test
  void readsLinesOfAConsole() {
    assertThat(replay(ALLOWS, "[explicabl] " + PAY).judged()).isEqualTo(1);
  }

  @Test
  void countsUnreadableLinesAndTellsTheFirst() {
    String cut = PAY.substring(0, 100);
    ReplayReport report =
        replay(ALLOWS, PAY, cut, "{", PAY, cut, "{\"a\":1,\"a\":2}", cut, cut, cut);

    assertThat(report.unreadable()).isEqualTo(7);
    assertThat(report.unreadableLines()).containsExactly(2L, 3L, 5L, 6L, 7L);
    assertThat(report.judged()).isEqualTo(2);
  }

  @Test
  void passesOverALineThatIsTooLongWithoutHoldingIt() throws IOException {
    byte[] padding = bytes(" ".repeat(BoundedLines.MAX_BYTES - bytes(PAY).length));
    PolicyReplay replay = PolicyReplay.of(ALLOWS);
    for (String last : List.of("", " ")) {
      replay.read(new ByteArrayInputStream(concat(bytes(PAY), padding, bytes(last + "\n" + PAY))));
    }
    replay.read(new Endless(50_000_000));

    assertThat(replay.report().lines()).isEqualTo(5);
    assertThat(replay.report().judged()).isEqualTo(3);
    assertThat(replay.report().unreadableLines()).containsExactly(3L, 5L);
  }

  private static byte[] concat(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** One line of many bytes that nobody holds. */
  private static final class Endless extends InputStream {
    private long left;

    Endless(long bytes) {
      this.left = bytes;
    }

    @Override
    public int read() {
      return left-- > 0 ? '{' : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      Arrays.fill(into, from, from + count, (byte) '{');
      left -= count;
      return count;
    }
  }

  @Test
  void damagedLinesAreUnreadableOrPassedOverAndNothingElseHappens() throws IOException {
    Random random = new Random(7);
    String odd = "{}[]\",:0-9.eE/\\\u0000nulltrue";
    Policy asksAll =
        candidate(
            Rule.deny("a").when("client.ip", CIDR, "10.0.0.0/8").build(),
            Rule.deny("b").when("content.riskScore", GT, 50).build(),
            Rule.deny("c").when("arguments.amount", GT, 50).build(),
            Rule.allow("d").when("actors", CONTAINS, "front").when("path", EQUALS, "/x").build());
    PolicyReplay replay = PolicyReplay.of(asksAll);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      StringBuilder line = new StringBuilder(PAY);
      for (int c = random.nextInt(3); c >= 0; c--) {
        line.setCharAt(random.nextInt(line.length()), odd.charAt(random.nextInt(odd.length())));
      }
      lines.append(line).append('\n');
    }
    replay.read(new ByteArrayInputStream(bytes(lines.toString())));
    ReplayReport report = replay.report();

    assertThat(report.lines()).isGreaterThanOrEqualTo(3_000);
    assertThat(report.judged()).isBetween(500L, 2_900L);
    assertThat(report.unreadable()).isPositive();
    assertThat(report.text()).matches("[\\x20-\\x7E\\n]+");
  }

  @Test
  void keepsTheFirstFiveRequestsOfEachWay() {
    PolicyReplay replay = PolicyReplay.of(DENIES);
    String[] lines = new String[20];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = with(PAY, "req-1", "r" + i);
    }

    Change change = replay(replay, lines).changes().get(0);

    assertThat(change.count()).isEqualTo(20);
    assertThat(change.requestIds()).containsExactly("r0", "r1", "r2", "r3", "r4");
  }

  @Test
  void memoryDoesNotGrowWithTheNamesInTheRecord() throws IOException {
    PolicyReplay replay = PolicyReplay.of(DENIES);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1_200; i++) {
      lines.append(
          with(
              with(PAY, "\"rule\":\"cashiers\"", "\"rule\":\"r" + i + "\""), "sha256:aa", "v" + i));
      lines.append('\n');
    }
    replay.read(new ByteArrayInputStream(bytes(lines.toString())));

    assertThat(replay.report().changes()).hasSize(1_001);
    assertThat(replay.report().changes().stream().mapToLong(Change::count).sum()).isEqualTo(1_200);
    assertThat(replay.report().decided()).hasSize(1_001);
  }

  @Test
  void reportIsTheSameTextForTheSameLines() {
    String text = replay(DENIES, PAY, DENIED, PAY, "{", "x").text();

    assertThat(text)
        .isEqualTo(
            """
            candidate: main %s
            decided by: main sha256:aa (3 times)
            5 lines, 3 judged by policies, 1 unreadable
            first unreadable lines: [4]

                   1 unchanged
                   2 now denied
                   0 now allowed
                   0 undecided

            now denied: main/cashiers -> main/no-cards
                   2 e.g. req-1, req-1
            """
                .formatted(DENIES.version()));
    assertThat(replay(DENIES, PAY, DENIED, PAY, "{", "x").text()).isEqualTo(text);
  }

  @Test
  void reportNamesTheFieldsThatAreNotOnRecord() {
    Policy asksMore = candidate(Rule.allow("a").when("arguments.sum", GT, 5).build());

    assertThat(replay(asksMore, PAY).text())
        .contains("       1 undecided\nnot on record: arguments.sum (1 times)\n")
        .doesNotContain("first unreadable");
  }
}
