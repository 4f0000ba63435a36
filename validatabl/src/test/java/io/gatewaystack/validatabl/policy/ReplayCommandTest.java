package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.AuditLines.PAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
  @TempDir Path folder;
  private final StringBuilder out = new StringBuilder();
  private String policy;
  private String audit;

  @BeforeEach
  void writeFiles() throws IOException {
    policy = write("p.yaml", policy("pay"));
    audit = write("audit.jsonl", PAY);
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static String policy(String tool) {
    return """
        rules:
          - {id: r, effect: allow, conditions: [{field: tool, operator: equals, value: %s}]}
        """
        .formatted(tool);
  }

  private int run(String... arguments) throws IOException {
    return ReplayCommand.run(List.of(arguments), out);
  }

  @Test
  void saysThatNothingChanges() throws IOException {
    assertThat(run(policy, audit, audit)).isEqualTo(ReplayCommand.UNCHANGED);
    assertThat(out).contains("2 lines, 2 judged by policies, 0 unreadable", "2 unchanged");
  }

  @Test
  void saysWhatChanges() throws IOException {
    assertThat(run(write("q.yaml", policy("refund")), audit)).isEqualTo(ReplayCommand.CHANGED);
    assertThat(out).contains("1 now denied", "main/cashiers -> policy/default");
  }

  @Test
  void comparesAShadow() throws IOException {
    assertThat(run("--shadow", "next", audit)).isEqualTo(ReplayCommand.CHANGED);
    assertThat(out).contains("candidate: next in the shadow", "1 now denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "--shadow", "--shadow a", "--shadow --x a", "--help", "a --x"})
  void tellsHowItIsUsed(String arguments) throws IOException {
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));

    assertThat(ReplayCommand.run(words, out)).isEqualTo(ReplayCommand.FAILED);
    assertThat(out).startsWith("usage: replay <policy file> <audit file>...");
  }

  @Test
  void tellsWhatIsWrongWithThePolicy() throws IOException {
    assertThat(run(write("q.yaml", "rules: []"), audit)).isEqualTo(ReplayCommand.FAILED);
    assertThat(out.toString()).isEqualTo("q.yaml:1: rules: (expected: a list of 1 to 10000)\n");
  }

  @Test
  void tellsWhichFileCannotBeRead() throws IOException {
    assertThat(run(policy, folder.resolve("none").toString())).isEqualTo(ReplayCommand.FAILED);
    assertThat(out).startsWith("cannot read ").contains("none");
    assertThat(run(folder.resolve("none").toString(), audit)).isEqualTo(ReplayCommand.FAILED);
    assertThat(run("a\0b", audit)).isEqualTo(ReplayCommand.FAILED);
  }

  @Test
  void namesAFileThatBreaksOffWhileItIsRead() throws IOException {
    assertThat(run(policy, folder.toString())).isEqualTo(ReplayCommand.FAILED);
    assertThat(out).startsWith("cannot read " + folder + ": ");
  }

  @Test
  void doesNotCallUnchangedWhatItCannotRead() throws IOException {
    String torn = write("torn.jsonl", PAY + "\n{\"kind\":\"gateway.requ");

    assertThat(run(policy, torn)).isEqualTo(ReplayCommand.CHANGED);
    assertThat(out).contains("1 unchanged", "1 unreadable");
  }

  @Test
  void failsWhereNothingCanBeCompared() throws IOException {
    assertThat(run("--shadow", "nxet", audit)).isEqualTo(ReplayCommand.FAILED);
    assertThat(out).contains("nothing to compare", "none of that name stood in the shadow");
    assertThat(run(policy, write("other.log", "started\n{\"kind\":\"other\"}\n")))
        .isEqualTo(ReplayCommand.FAILED);
  }

  @Test
  void failsWhenNobodyCanHearIt() {
    Appendable deaf =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            throw new IOException("deaf");
          }

          @Override
          public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("deaf");
          }

          @Override
          public Appendable append(char c) throws IOException {
            throw new IOException("deaf");
          }
        };

    assertThatThrownBy(() -> ReplayCommand.run(List.of(policy, audit), deaf))
        .isInstanceOf(IOException.class);
  }
}
