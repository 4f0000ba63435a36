package io.gatewaystack.identifiabl.apikey;

import io.gatewaystack.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/** A key file in a folder of its own, and its opening as others do it. */
abstract class KeyFiles {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final ApiKeyTerms TERMS = ApiKeyTerms.builder("test").build();
  static final String HASH = "ab".repeat(32);

  final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  @TempDir Path directory;

  Path path() {
    return directory.resolve("keys.json");
  }

  ApiKeyFile open() throws IOException {
    return ApiKeyFile.builder(path()).clock(clock).createIfMissing().open();
  }

  /** As the command line does in another process. */
  ApiKeyFile another() throws IOException {
    return ApiKeyFile.builder(path()).clock(clock).open();
  }

  static boolean works(ApiKeyStore store, IssuedApiKey issued, Instant now) throws IOException {
    return store.find(issued.hash()).filter(key -> key.isUsable(now)).isPresent();
  }

  boolean works(ApiKeyStore store, IssuedApiKey issued) throws IOException {
    return works(store, issued, clock.instant());
  }

  void write(String json) throws IOException {
    Path fresh = directory.resolve("fresh");
    Files.writeString(fresh, json);
    Files.move(fresh, path(), StandardCopyOption.REPLACE_EXISTING);
  }

  static String key(String member) {
    return "{\"id\":\"k\",\"sha256\":\"%s\",\"name\":\"n\",\"created\":\"2026-01-01T00:00:00Z\"%s}"
        .formatted(HASH, member.isEmpty() ? "" : "," + member);
  }

  static String keys(String... keys) {
    return "{\"version\":1,\"keys\":[" + String.join(",", keys) + "]}";
  }
}
