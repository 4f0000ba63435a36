package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.example.command.Console;
import io.gatewaystack.example.command.KeysCommand;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.testing.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code keys create | list | revoke}: what is printed, what is kept, how it ends. */
class KeysCommandTest {
  @TempDir private Path folder;
  private Path file;
  private String out = "";
  private String err = "";

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("keys.json");
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(words));
    Said said = Said.by(Map.of("API_KEYS_FILE", file.toString()), all);
    out = said.out();
    err = said.err();
    return said.code();
  }

  private String created(String name) {
    assertThat(run("create", "--name", name, "--tenant", "acme", "--scopes", "a:read,b")).isZero();
    return err.replaceAll("(?s)Key ([^ ]+)\\. .*", "$1");
  }

  @Test
  void aNewKeyIsPrintedAloneAndItsFileHoldsNothingOfIt() throws Exception {
    created("report");
    String key = out.strip();
    assertThat(key).matches("mcp_[A-Za-z0-9_-]{43,}");
    assertThat(Files.readString(file)).doesNotContain(key, key.substring(4, 20));
    assertThat(err).doesNotContain(key);
  }

  @Test
  void theListShowsWhatAKeyStandsForAndNotTheKey() {
    String id = created("report");
    String key = out.strip();
    assertThat(run("list")).isZero();
    assertThat(out).contains(id, "usable", "report", "acme", "never", "a:read b");
    assertThat(out).doesNotContain(key);
  }

  @Test
  void aKeyMayStandForAPersonWhoHasTokensToo() throws Exception {
    String whole =
        "create --name cron --subject ada --issuer https://idp.example/ --tenant acme"
            + " --scopes a:read --roles admin,auditor --plan pro";
    assertThat(run(whole.split(" "))).isZero();
    ApiKey key = ApiKeyFile.builder(file).open().list().get(0);
    assertThat(key.issuer()).isEqualTo("https://idp.example/");
    assertThat(key.subject()).isEqualTo("ada");
    assertThat(key.terms().roles()).containsExactly("admin", "auditor");
    assertThat(key.terms().plan()).isEqualTo("pro");
    assertThat(run("create", "--name", "x", "--issuer", "https://idp.example/")).isEqualTo(2);
    assertThat(err).contains("--issuer", "--subject");
  }

  @Test
  void theListHasARowOfColumnsForEachKey() {
    int name = columnOf("report");
    assertThat(columnOf("other")).isEqualTo(name);
    assertThat(out.indexOf("NAME")).isEqualTo(name);
  }

  private int columnOf(String name) {
    created(name);
    assertThat(run("list")).isZero();
    return out.lines().mapToInt(line -> line.indexOf(name)).max().orElse(-1);
  }

  @Test
  void aRevokedKeyStaysInTheListMarked() {
    String id = created("report");
    String other = created("other");
    assertThat(run("revoke", id)).isZero();
    assertThat(run("list")).isZero();
    assertThat(out).containsPattern(id + " +revoked").containsPattern(other + " +usable");
    assertThat(run("revoke", id)).isEqualTo(1);
    assertThat(err).contains(id);
  }

  @Test
  void aKeyMayExpire() {
    TestClock clock = TestClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    PrintStream ignored = new PrintStream(OutputStream.nullOutputStream());
    ByteArrayOutputStream listed = new ByteArrayOutputStream();
    Console console =
        new Console(
            Map.of("API_KEYS_FILE", file.toString()),
            new PrintStream(listed, true, StandardCharsets.UTF_8),
            ignored);
    CommandLine keys = new CommandLine(new KeysCommand(console, clock));
    assertThat(keys.execute("create", "--name", "brief", "--expires-in", "P90D")).isZero();
    assertThat(keys.execute("create", "--name", "briefer", "--expires-in", "PT1H")).isZero();
    clock.advance(Duration.ofHours(1));
    assertThat(keys.execute("list")).isZero();
    assertThat(listed.toString(StandardCharsets.UTF_8))
        .containsPattern("usable +brief ")
        .containsPattern("expired +briefer ");
  }

  @Test
  void whatIsMissingOrUnfitIsNamed() {
    assertThat(run("create")).isEqualTo(2);
    assertThat(err).contains("--name");
    assertThat(run("create", "--name", "x", "--expires-in", "soon")).isEqualTo(2);
    assertThat(err)
        .contains("--expires-in", "soon (expected: days, hours or minutes, e.g. P90D or PT12H)");
    assertThat(run("create", "--name", "x", "--expires-in=-P1D")).isEqualTo(2);
    assertThat(err).contains("--expires-in");
    assertThat(run("create", "--name", "x", "--expires-in", "PT999999999999999H")).isEqualTo(2);
    assertThat(err).contains("--expires-in", "P36500D").doesNotContain("\tat ");
    assertThat(run("create", "--name", "x", "--scopes", "a\"b")).isEqualTo(2);
    assertThat(err).contains("scopes").doesNotContain("\tat ");
    assertThat(run("list")).isEqualTo(2);
    assertThat(err).contains("keys.json").doesNotContain("\tat ");
    assertThat(run("create", "--file", folder + "/none/keys.json", "--name", "x")).isEqualTo(2);
    assertThat(err).contains("none", "NoSuchFileException").doesNotContain("\tat ");
    assertThat(run("--help")).isZero();
    assertThat(out).contains("create", "list", "revoke");
  }

  @Test
  void aFileMustBeNamed() {
    Said said = Said.by(Map.of(), "keys", "list");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("--file", "API_KEYS_FILE");
  }
}
