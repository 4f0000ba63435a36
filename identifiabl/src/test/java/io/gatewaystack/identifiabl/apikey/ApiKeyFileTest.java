package io.gatewaystack.identifiabl.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatewaystack.testing.Mutations;
import io.gatewaystack.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApiKeyFileTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ApiKeyTerms TERMS = ApiKeyTerms.builder("test").build();
  private static final String HASH = "ab".repeat(32);

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("keys.json");
  }

  private ApiKeyFile open() throws IOException {
    return ApiKeyFile.builder(path()).clock(clock).createIfMissing().open();
  }

  /** As the command line does in another process. */
  private ApiKeyFile another() throws IOException {
    return ApiKeyFile.builder(path()).clock(clock).open();
  }

  private static boolean works(ApiKeyStore store, IssuedApiKey issued, Instant now)
      throws IOException {
    return store.find(issued.hash()).filter(key -> key.isUsable(now)).isPresent();
  }

  private boolean works(ApiKeyStore store, IssuedApiKey issued) throws IOException {
    return works(store, issued, clock.instant());
  }

  private void write(String json) throws IOException {
    Path fresh = directory.resolve("fresh");
    Files.writeString(fresh, json);
    Files.move(fresh, path(), StandardCopyOption.REPLACE_EXISTING);
  }

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
  void seesWhatOthersChangeWithinASecond() throws IOException {
    ApiKeyFile keys = open();
    IssuedApiKey first = keys.create(TERMS);
    ApiKeyFile other = another();
    IssuedApiKey second = other.create(TERMS);
    other.revoke(first.key().id());
    long version = keys.version();
    assertThat(works(keys, first)).isTrue();

    clock.advance(SECOND.minusMillis(1));
    assertThat(keys.version()).isEqualTo(version);
    clock.advance(Duration.ofMillis(1));

    assertThat(keys.version()).isNotEqualTo(version);
    assertThat(works(keys, first)).isFalse();
    assertThat(works(keys, second)).isTrue();
    assertThat(keys.metrics()).isEqualTo(new ApiKeyFileMetrics(2, 3, 0, false));
  }

  @Test
  void seesChangesAtOnceWithoutAnInterval() throws IOException {
    open();
    ApiKeyFile eager = ApiKeyFile.builder(path()).clock(clock).checkInterval(Duration.ZERO).open();
    IssuedApiKey issued = another().create(TERMS);
    assertThat(works(eager, issued)).isTrue();
  }

  @Test
  void seesChangesAfterTheClockWasSetBack() throws IOException {
    ApiKeyFile keys = open();
    IssuedApiKey issued = another().create(TERMS);
    clock.advance(Duration.ofHours(-1));
    assertThat(works(keys, issued)).isTrue();
  }

  @Test
  void readsNothingWhileTheFileStaysTheSame() throws IOException {
    ApiKeyFile keys = open();
    long version = keys.version();
    for (int i = 0; i < 10; i++) {
      clock.advance(SECOND);
      assertThat(keys.version()).isEqualTo(version);
    }
    assertThat(keys.metrics()).isEqualTo(new ApiKeyFileMetrics(0, 1, 0, false));
  }

  @Test
  void keepsItsKeysWhenTheFileIsBrokenAndSaysSo() throws IOException {
    ApiKeyFile keys = open();
    IssuedApiKey issued = keys.create(TERMS);
    long version = keys.version();
    String good = Files.readString(path());

    write("{\"version\": 1, \"keys\": [");
    clock.advance(SECOND);

    assertThat(works(keys, issued)).isTrue();
    assertThat(keys.version()).isEqualTo(version);
    assertThat(keys.metrics()).isEqualTo(new ApiKeyFileMetrics(1, 2, 1, true));
    clock.advance(SECOND);
    assertThat(works(keys, issued)).isTrue();
    assertThat(keys.metrics().failures()).isEqualTo(1);

    write(good.replace("test", "mended"));
    clock.advance(SECOND);
    assertThat(keys.list().get(0).terms().name()).isEqualTo("mended");
    assertThat(keys.metrics()).isEqualTo(new ApiKeyFileMetrics(1, 3, 1, false));
  }

  @Test
  void keepsItsKeysWhileTheFileIsAway() throws IOException {
    ApiKeyFile keys = open();
    IssuedApiKey issued = keys.create(TERMS);
    Path away = Files.move(path(), directory.resolve("away"));
    for (int i = 1; i <= 3; i++) {
      clock.advance(SECOND);
      assertThat(works(keys, issued)).isTrue();
      assertThat(keys.metrics()).isEqualTo(new ApiKeyFileMetrics(1, 2, i, true));
    }
    assertThatThrownBy(() -> keys.create(TERMS)).isInstanceOf(IOException.class);

    Files.move(away, path());
    clock.advance(SECOND);

    assertThat(works(keys, issued)).isTrue();
    assertThat(keys.metrics()).isEqualTo(new ApiKeyFileMetrics(1, 3, 3, false));
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

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("", "The document is empty"),
        arguments("[]", "file: "),
        arguments("{\"keys\":[]}", "file: "),
        arguments("{\"version\":2,\"keys\":[]}", "file: "),
        arguments("{\"version\":1}", "file: "),
        arguments("{\"version\":1,\"keys\":{}}", "file: "),
        arguments("{\"version\":1,\"keys\":[],\"more\":1}", "file: "),
        arguments(keys("7"), "keys[0].key: "),
        arguments(keys(key("\"expire\":\"2027-01-31T00:00:00Z\"")), "keys[0].key: "),
        arguments(keys(key("\"expires\":\"tomorrow\"")), "keys[0].expires: "),
        arguments(keys(key("\"expires\":1769817600")), "keys[0].expires: "),
        arguments(keys(key("\"expires\":null")), "keys[0].expires: "),
        arguments(keys(key("\"revoked\":true")), "keys[0].revoked: "),
        arguments(keys(key("\"scopes\":\"a b\"")), "keys[0].scopes: "),
        arguments(keys(key("\"scopes\":[\"a b\"]")), "keys[0].scopes: "),
        arguments(keys(key("\"scopes\":[7]")), "keys[0].scopes: "),
        arguments(keys(key("\"scopes\":[\"a\",\"a\"]")), "keys[0].scopes: "),
        arguments(keys(key("\"roles\":{\"a\":1}")), "keys[0].roles: "),
        arguments(keys(key("\"subject\":\" \"")), "keys[0].subject: "),
        arguments(keys(key("\"tenant\":7")), "keys[0].tenant: "),
        arguments(keys("{\"id\":\"k\",\"name\":\"n\"}"), "keys[0].sha256: "),
        arguments(keys("{\"sha256\":\"beef\"}"), "keys[0].sha256: "),
        arguments(keys("{\"sha256\":\"" + HASH + "\"}"), "keys[0].name: "),
        arguments(
            keys("{\"sha256\":\"" + HASH + "\",\"name\":\"n\",\"id\":\"k\"}"), "keys[0].created: "),
        arguments(keys(key("\"plan\":\"a\""), key("\"plan\":\"b\"")), "keys[1].sha256: "),
        arguments(keys(key(""), key("").replace("ab", "cd")), "key: "));
  }

  private static String key(String member) {
    return "{\"id\":\"k\",\"sha256\":\"%s\",\"name\":\"n\",\"created\":\"2026-01-01T00:00:00Z\"%s}"
        .formatted(HASH, member.isEmpty() ? "" : "," + member);
  }

  private static String keys(String... keys) {
    return "{\"version\":1,\"keys\":[" + String.join(",", keys) + "]}";
  }

  @ParameterizedTest(name = "{1}{0}")
  @MethodSource("broken")
  void saysWhereAFileIsNotOfTheForm(String json, String where) throws IOException {
    write(json);
    assertThatThrownBy(this::another)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(path() + ": " + where)
        .hasMessageNotContaining("tomorrow");
  }

  @Test
  void takesAChangedFileForAFileOrForNone() {
    byte[] good =
        keys(key("\"scopes\":[\"a\"],\"expires\":\"2027-01-31T00:00:00Z\"")).getBytes(UTF_8);
    Mutations mutations = new Mutations(20_260_301, "\"revoked\":", "\"sha256\":", "\"version\":1");
    int accepted = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = mutations.of(good);
      try {
        KeyTable table = KeyFileFormat.read(changed);
        accepted++;
        assertThat(KeyFileFormat.read(KeyFileFormat.write(table)).all()).isEqualTo(table.all());
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank(); // the only way to say that it is no such file
      }
    }
    assertThat(accepted).isPositive();
  }

  @Test
  void readsTheLeastAKeyNeeds() throws IOException {
    write(keys(key("")));
    assertThat(another().find(CredentialHash.parse(HASH)).orElseThrow().subject()).isEqualTo("k");
  }

  @Test
  void losesNoChangeOfManyWriters() throws Exception {
    open();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<IssuedApiKey>> made =
        Stream.generate(
                () ->
                    pool.submit(
                        () -> {
                          ApiKeyFile own = another();
                          System.gc(); // locks must not hang on a reference nobody has
                          IssuedApiKey kept = own.create(TERMS);
                          own.revoke(own.create(TERMS).key().id());
                          return kept;
                        }))
            .limit(16)
            .toList();
    for (Future<IssuedApiKey> key : made) {
      IssuedApiKey kept = key.get();
      assertThat(works(another(), kept)).isTrue();
    }
    pool.shutdown();
    assertThat(another().list()).hasSize(32);
    assertThat(another().list()).filteredOn(k -> k.revokedAt() == null).hasSize(16);
  }

  @Test
  void readersSeeAWholeFileWhileItIsChanged() throws Exception {
    ApiKeyFile writer = open();
    IssuedApiKey issued = writer.create(TERMS);
    ApiKeyFile reader = ApiKeyFile.builder(path()).clock(clock).checkInterval(Duration.ZERO).open();
    Thread writing =
        new Thread(
            () -> {
              for (int i = 0; i < 50; i++) {
                try {
                  writer.create(TERMS);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    writing.start();
    while (writing.isAlive()) {
      assertThat(works(reader, issued)).isTrue();
    }
    writing.join();
    assertThat(reader.list()).hasSize(51);
    assertThat(reader.metrics().failures()).isZero();
  }

  @Test
  void waitsForWhoeverIsChangingTheFile() throws Exception {
    ApiKeyFile keys = open();
    Path lock = directory.resolve("keys.json.lock");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<IssuedApiKey> waiting;
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      waiting = pool.submit(() -> keys.create(TERMS));
      assertThat(keys.find(CredentialHash.of("x"))).isEmpty(); // requests do not wait
      assertThat(keys.metrics().keys()).isZero();
      assertThat(waiting.isDone()).isFalse();
    }
    assertThat(works(keys, waiting.get())).isTrue();
    pool.shutdown();
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
