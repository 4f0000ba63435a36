package io.gatewaystack.transformabl.pinning;

import static io.gatewaystack.transformabl.pinning.Tools.fingerprint;
import static io.gatewaystack.transformabl.pinning.Tools.sighting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store does. */
class PinStoreTest {
  @TempDir private Path directory;

  enum Kind {
    MEMORY,
    FILE
  }

  private PinStore store(Kind kind, PinLimits limits) throws IOException {
    return switch (kind) {
      case MEMORY -> new InMemoryPinStore(limits);
      case FILE -> FilePinStore.open(directory.resolve("pins.json"), limits);
    };
  }

  private PinStore store(Kind kind) throws IOException {
    return store(kind, PinLimits.DEFAULT);
  }

  @ParameterizedTest
  @EnumSource
  void theFirstSightIsApproved(Kind kind) throws IOException {
    PinStore store = store(kind);
    Map<String, Pin> pins = store.observe("u", List.of(sighting("a", "one")));
    assertThat(pins).containsOnlyKeys("a");
    Pin pin = pins.get("a");
    assertThat(pin.isApproved()).isTrue();
    assertThat(pin.reviewed()).isFalse();
    assertThat(pin.changed()).isEmpty();
    assertThat(store.find("u", "a")).contains(pin);
    assertThat(store.pending()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhereThereIsNoRoom(Kind kind) throws IOException {
    PinStore store = store(kind, new PinLimits(2, 2));
    assertThat(store.isFull("u")).isFalse();
    store.observe("u", List.of(sighting("a", "one")));
    assertThat(store.isFull("u")).isFalse();
    store.observe("u", List.of(sighting("b", "one")));
    assertThat(store.isFull("u")).isTrue();
    assertThat(store.isFull("v")).isFalse();
    store.observe("v", List.of(sighting("a", "one")));
    assertThat(store.isFull("v")).isFalse();
    assertThat(store.isFull("w")).isTrue();
    store.forget("u", "a");
    assertThat(store.isFull("u")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aFirstSightThatIsNotTrustedWaits(Kind kind) throws IOException {
    PinStore store = store(kind);
    Pin pin = store.observe("u", List.of(sighting("a", "one", false))).get("a");
    assertThat(pin.isApproved()).isFalse();
    assertThat(pin.changed()).containsExactly("description", "inputSchema", "name");
    assertThat(store.pending()).containsExactly(pin);
    assertThat(store.approve("u", "a", pin.seen().value())).isTrue();
    assertThat(store.find("u", "a").orElseThrow().isApproved()).isTrue();
    assertThat(store.find("u", "a").orElseThrow().reviewed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aChangeWaitsAndGoesAwayWithItsCause(Kind kind) throws IOException {
    PinStore store = store(kind);
    store.observe("u", List.of(sighting("a", "one")));
    Pin changed = store.observe("u", List.of(sighting("a", "two"))).get("a");
    assertThat(changed.isApproved()).isFalse();
    assertThat(changed.changed()).containsExactly("description");
    assertThat(store.pending()).containsExactly(changed);
    assertThat(store.observe("u", List.of(sighting("a", "one"))).get("a").isApproved()).isTrue();
    assertThat(store.pending()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatWasLookedAtIsApproved(Kind kind) throws IOException {
    PinStore store = store(kind);
    store.observe("u", List.of(sighting("a", "one")));
    String looked = store.observe("u", List.of(sighting("a", "two"))).get("a").seen().value();
    store.observe("u", List.of(sighting("a", "three")));
    assertThat(store.approve("u", "a", looked)).isFalse();
    assertThat(store.approve("u", "b", looked)).isFalse();
    assertThat(store.approve("v", "a", looked)).isFalse();
    assertThat(store.approve("u", "a", fingerprint("three").value())).isTrue();
    Pin pin = store.find("u", "a").orElseThrow();
    assertThat(pin.approved()).isEqualTo(fingerprint("three"));
    assertThat(pin.reviewed()).isTrue();
    assertThat(store.observe("u", List.of(sighting("a", "one"))).get("a").isApproved()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatMayNotBeApprovedIsNot(Kind kind) throws IOException {
    PinStore store = store(kind);
    store.observe("u", List.of(sighting("a", "one")));
    Sighting closed =
        new Sighting("a", fingerprint("two"), new TreeMap<>(), true, false, Tools.NOON);
    store.observe("u", List.of(closed));
    assertThat(store.pending()).isEmpty();
    assertThat(store.approve("u", "a", fingerprint("two").value())).isFalse();
    assertThat(store.forget("u", "a")).isTrue();
    assertThat(store.forget("u", "a")).isFalse();
    assertThat(store.observe("u", List.of(closed)).get("a").isApproved()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void upstreamsDoNotShareTools(Kind kind) throws IOException {
    PinStore store = store(kind);
    store.observe("u", List.of(sighting("a", "one")));
    assertThat(store.observe("v", List.of(sighting("a", "two"))).get("a").isApproved()).isTrue();
    assertThat(store.pins()).extracting(Pin::upstream).containsExactly("u", "v");
  }

  @ParameterizedTest
  @EnumSource
  void thereIsRoomForSoManyAndNoMore(Kind kind) throws IOException {
    PinStore store = store(kind, new PinLimits(2, 2));
    Map<String, Pin> pins =
        store.observe("u", List.of(sighting("a", "1"), sighting("b", "1"), sighting("c", "1")));
    assertThat(pins).containsOnlyKeys("a", "b");
    store.observe("v", List.of(sighting("a", "1")));
    assertThat(store.observe("w", List.of(sighting("a", "1")))).isEmpty();
    assertThat(store.observe("u", List.of(sighting("b", "2"))).get("b").isApproved()).isFalse();
    assertThat(store.forget("v", "a")).isTrue();
    assertThat(store.observe("w", List.of(sighting("a", "1")))).containsOnlyKeys("a");
  }

  @ParameterizedTest
  @EnumSource
  void manyFirstSightsMakeOnePin(Kind kind) throws Exception {
    PinStore store = store(kind);
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    for (int tool = 0; tool < 12; tool++) {
      String name = "t" + tool;
      for (int thread = 0; thread < threads; thread++) {
        String description = "d" + thread;
        executor.execute(() -> store.observe("u", List.of(sighting(name, description))));
      }
    }
    executor.shutdown();
    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(store.pins()).hasSize(12);
    for (Pin pin : store.pins()) {
      ToolFingerprint first = pin.approved();
      for (int again = 0; again < threads; again++) {
        store.observe("u", List.of(sighting(pin.tool(), "d" + again)));
      }
      assertThat(store.find("u", pin.tool()).orElseThrow().approved()).isEqualTo(first);
    }
  }

  @Test
  void refusesLimitsOutOfRange() {
    assertThatThrownBy(() -> new PinLimits(0, 1)).hasMessage("upstreams: 0 (expected: > 0)");
    assertThatThrownBy(() -> new PinLimits(1, 0)).hasMessage("toolsPerUpstream: 0 (expected: > 0)");
    assertThatThrownBy(() -> new PinLimits(200, 101))
        .hasMessage("limits: 200 * 101 (expected: at most 20000)");
  }
}
