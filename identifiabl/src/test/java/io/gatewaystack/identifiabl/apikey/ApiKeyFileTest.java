package io.gatewaystack.identifiabl.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a key file keeps, and who may write it. */
class ApiKeyFileTest extends KeyFiles {
  @Test
  void keepsAllOfAKeyButTheKey() throws IOException {
    ApiKeyTerms terms =
        ApiKeyTerms.builder("nightly \"report\" \u00e9")
            .subject("agent-7")
            .issuer("https://idp.example")
            .tenantId("acme")
            .scopes("tool:read", "tool:write")
            .roles("staff")
            .plan("pro")
            .expiresAt(Instant.parse("2027-01-31T00:00:00Z"))
            .build();
    IssuedApiKey issued = open().create(terms);

    assertThat(another().list()).containsExactly(issued.key());
    assertThat(another().find(issued.hash())).contains(issued.key());
    assertThat(Files.readString(path()))
        .contains(issued.hash().hex(), "agent-7", "2027-01-31")
        .doesNotContain(issued.plaintext().substring(4));
  }

  @Test
  void isItsOwnersOnlyAndLeavesNothingElseBehind() throws IOException {
    ApiKeyFile keys = open();
    keys.create(TERMS);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("keys.json", "keys.json.lock");
    }
  }

  @Test
  void mustBeThereUnlessItMayBeMade() {
    assertThatThrownBy(this::another)
        .isInstanceOf(IOException.class)
        .hasMessage(path() + ": not read: NoSuchFileException");
  }

  @Test
  void isNotMadeAnewWhenItIsThere() throws IOException {
    open().create(TERMS);
    assertThat(open().list()).hasSize(1);
  }

  @Test
  void takesAwayAKeyAtOnceWhenRevokedHere() throws IOException {
    ApiKeyFile keys = open();
    IssuedApiKey issued = keys.create(TERMS);
    long version = keys.version();
    assertThat(works(keys, issued)).isTrue();

    assertThat(keys.revoke(issued.key().id())).isTrue();

    assertThat(works(keys, issued)).isFalse();
    assertThat(keys.version()).isNotEqualTo(version);
    assertThat(another().list().get(0).revokedAt()).isEqualTo(clock.instant());
    assertThat(keys.revoke(issued.key().id())).isFalse();
    assertThat(keys.revoke("unheard-of")).isFalse();
  }

  @Test
  void isNotReadWhenEverybodyCouldHaveWrittenIt() throws IOException {
    ApiKeyFile keys = open();
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw----rw-"));
    assertThatThrownBy(this::another)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("writable by everybody");
    assertThatThrownBy(() -> keys.create(TERMS)).isInstanceOf(IOException.class);
    assertThat(keys.list()).isEmpty();
  }

  @Test
  void changesNothingInABrokenFile() throws IOException {
    ApiKeyFile keys = open();
    write("not json");
    assertThatThrownBy(() -> keys.create(TERMS)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> keys.revoke("x")).isInstanceOf(IOException.class);
    assertThat(Files.readString(path())).isEqualTo("not json");
  }

  @Test
  void replacesTheFileALinkLeadsTo() throws IOException {
    open();
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), path());
    IssuedApiKey issued = ApiKeyFile.builder(link).clock(clock).open().create(TERMS);
    assertThat(link).isSymbolicLink();
    assertThat(works(another(), issued)).isTrue();
  }

  @Test
  void holdsOnlySoManyKeys() throws IOException {
    StringBuilder json = new StringBuilder("{\"version\":1,\"keys\":[");
    for (int i = 0; i < 10_000; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              key("")
                  .replace("\"k\"", "\"k" + i + "\"")
                  .replace(HASH, "%016x".formatted(i * 0x9E3779B97F4A7C15L).repeat(4)));
    }
    write(json + "]}");
    ApiKeyFile full = another();
    assertThat(full.list()).hasSize(10_000);
    assertThatThrownBy(() -> full.create(TERMS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("keys: ");
  }

  @Test
  void refusesIntervalsOutOfRange() {
    for (Duration interval : List.of(Duration.ofMillis(-1), Duration.ofMillis(60_001))) {
      assertThatThrownBy(() -> ApiKeyFile.builder(path()).checkInterval(interval))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("checkInterval: ");
    }
  }
}
