package io.gatewaystack.transformabl.pinning;

import static io.gatewaystack.transformabl.pinning.Tools.fingerprint;
import static io.gatewaystack.transformabl.pinning.Tools.sighting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.transformabl.safety.Certainty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePinStoreTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("pins.json");
  }

  @Test
  void aRestartForgetsNothing() throws IOException {
    FilePinStore store = FilePinStore.open(file);
    Sighting unsafe =
        new Sighting(
            "b \"q\" \n",
            fingerprint("x"),
            new TreeMap<>(Map.of("prompt_injection", Certainty.CLEAR)),
            false,
            true,
            Tools.NOON);
    store.observe("u", List.of(sighting("a", "one"), unsafe));
    store.observe("u", List.of(sighting("a", "two")));
    store.approve("u", "a", fingerprint("two").value());
    store.observe("u", List.of(sighting("a", "three")));
    assertThat(FilePinStore.open(file).pins()).isEqualTo(store.pins()).hasSize(2);
  }

  @Test
  void whatDoesNotChangeIsNotWritten() throws IOException {
    FilePinStore store = FilePinStore.open(file);
    assertThat(file).doesNotExist();
    store.observe("u", List.of(sighting("a", "one")));
    Files.delete(file);
    store.observe("u", List.of(sighting("a", "one")));
    assertThat(file).doesNotExist();
  }

  @Test
  void leavesNothingBesideTheFileButItsLock() throws IOException {
    FilePinStore store = FilePinStore.open(file);
    for (int i = 0; i < 5; i++) {
      store.observe("u", List.of(sighting("a", "d" + i)));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("pins.json", "pins.json.lock");
    }
  }

  @Test
  void seesWhatAnotherProcessDid() throws IOException {
    FilePinStore ours = FilePinStore.open(file);
    FilePinStore theirs = FilePinStore.open(file);
    ours.observe("u", List.of(sighting("a", "one")));
    ours.observe("u", List.of(sighting("a", "two")));
    assertThat(ours.find("u", "a").orElseThrow().isApproved()).isFalse();
    assertThat(theirs.pending()).extracting(Pin::tool).containsExactly("a");
    assertThat(theirs.approve("u", "a", fingerprint("two").value())).isTrue();
    assertThat(ours.find("u", "a").orElseThrow().isApproved()).isTrue();
  }

  @Test
  void aFileThatIsGoneOrBrokenChangesNothing() throws IOException {
    FilePinStore store = FilePinStore.open(file);
    store.observe("u", List.of(sighting("a", "one")));
    Files.writeString(file, "{");
    assertThat(store.find("u", "a")).isPresent();
    assertThat(store.pins()).hasSize(1);
    Files.delete(file);
    assertThat(store.find("u", "a")).isPresent();
    store.observe("u", List.of(sighting("a", "other"), sighting("b", "one")));
    assertThat(FilePinStore.open(file).find("u", "a").orElseThrow().approved())
        .isEqualTo(fingerprint("one"));
  }

  @Test
  void aChangeIsMadeToWhatStandsInTheFile() throws IOException {
    FilePinStore ours = FilePinStore.open(file);
    FilePinStore theirs = FilePinStore.open(file);
    ours.observe("u", List.of(sighting("a", "one")));
    theirs.observe("u", List.of(sighting("a", "other"), sighting("b", "one")));
    assertThat(theirs.find("u", "a").orElseThrow().approved()).isEqualTo(fingerprint("one"));
    assertThat(theirs.find("u", "a").orElseThrow().isApproved()).isFalse();
    ours.observe("u", List.of(sighting("c", "one")));
    assertThat(ours.pins()).extracting(Pin::tool).containsExactly("a", "b", "c");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\":2,\"pins\":[]}",
        "{\"pins\":[]}",
        "{\"version\":1}",
        "{\"version\":1,\"pins\":{}}",
        "{\"version\":1,\"pins\":[{}]}",
        "{\"version\":1,\"pins\":[{\"upstream\":\"u\",\"tool\":\"a\",\"seen\":{\"value\":\"v1:0\"},"
            + "\"firstSeen\":\"yesterday\",\"changedAt\":\"today\"}]}",
        "{\"version\":1,\"pins\":[{\"upstream\":\"u\",\"tool\":\"a\",\"seen\":{\"value\":\"v1:0\"},"
            + "\"labels\":{\"x\":\"maybe\"},\"firstSeen\":\"2026-07-28T12:00:00Z\","
            + "\"changedAt\":\"2026-07-28T12:00:00Z\"}]}",
        "{\"version\":1,\"pins\":[{\"upstream\":\"u\",\"tool\":\"a\",\"seen\":{\"value\":\"v1:0\"},"
            + "\"labels\":{\"x\":1},\"firstSeen\":\"2026-07-28T12:00:00Z\","
            + "\"changedAt\":\"2026-07-28T12:00:00Z\"}]}"
      })
  void refusesAFileThatHoldsSomethingElse(String content) throws IOException {
    Files.writeString(file, content);
    assertThatThrownBy(() -> FilePinStore.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": (expected: pins of version 1)");
  }

  @Test
  void aReloadThatFailsKeepsWhatWasKnown() throws IOException {
    FilePinStore store = FilePinStore.open(file);
    store.observe("u", List.of(sighting("a", "one")));
    Files.writeString(file, "{");
    assertThatThrownBy(store::reload).isInstanceOf(IllegalArgumentException.class);
    assertThat(store.pins()).hasSize(1);
  }

  @Test
  void whatCannotBeKeptIsNotPretendedToBe() throws IOException {
    FilePinStore store = FilePinStore.open(directory.resolve("missing").resolve("pins.json"));
    assertThatThrownBy(() -> store.observe("u", List.of(sighting("a", "one"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the pins could not be kept");
    assertThat(store.pins()).isEmpty();
  }
}
