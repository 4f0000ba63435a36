package io.gatewaystack.identifiabl.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.testing.TestClock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemoryApiKeysTest {
  private static final ApiKeyTerms TERMS = ApiKeyTerms.builder("test").build();

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final InMemoryApiKeys keys = InMemoryApiKeys.of(clock);

  @Test
  void findsTheKeysItMade() {
    IssuedApiKey issued = keys.create(TERMS);
    assertThat(keys.find(issued.hash())).contains(issued.key());
    assertThat(keys.find(CredentialHash.of("else"))).isEmpty();
    assertThat(issued.key().createdAt()).isEqualTo(clock.instant());
    assertThat(InMemoryApiKeys.of().create(TERMS).key().createdAt()).isAfter(clock.instant());
  }

  @Test
  void revokesAKeyOnce() {
    IssuedApiKey issued = keys.create(TERMS);
    IssuedApiKey other = keys.create(TERMS);
    long version = keys.version();

    assertThat(keys.revoke(issued.key().id())).isTrue();
    assertThat(keys.version()).isNotEqualTo(version);
    assertThat(keys.revoke(issued.key().id())).isFalse();
    assertThat(keys.revoke("unheard-of")).isFalse();

    assertThat(keys.find(issued.hash()).orElseThrow().revokedAt()).isEqualTo(clock.instant());
    assertThat(keys.find(other.hash()).orElseThrow().revokedAt()).isNull();
    assertThat(keys.list())
        .extracting(ApiKey::id)
        .containsExactly(issued.key().id(), other.key().id());
  }

  @Test
  void takesEveryKeyOnce() {
    IssuedApiKey issued = keys.create(TERMS);
    ApiKey sameId = issued.key();
    assertThatThrownBy(() -> keys.add(issued.hash(), new ApiKey("x", TERMS, clock.instant(), null)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keys.add(CredentialHash.of("else"), sameId))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(keys.list()).hasSize(1);
  }

  @Test
  void losesNoChangeOfManyThreads() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    CountDownLatch done = new CountDownLatch(8);
    for (int thread = 0; thread < 8; thread++) {
      pool.execute(
          () -> {
            for (int i = 0; i < 20; i++) {
              IssuedApiKey issued = keys.create(TERMS);
              if (i % 2 == 0) {
                keys.revoke(issued.key().id());
              }
            }
            done.countDown();
          });
    }
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    pool.shutdown();
    assertThat(keys.list()).hasSize(160);
    assertThat(keys.list()).filteredOn(k -> k.revokedAt() != null).hasSize(80);
    assertThat(keys.version()).isEqualTo(1 + 160 + 80);
  }
}
