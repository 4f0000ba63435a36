package io.gatewaystack.identifiabl.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a key file follows what others do to it. */
class ApiKeyFileChangesTest extends KeyFiles {
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
}
