package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.transformabl.safety.Certainty;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the file of a {@link FilePinStore}. */
final class PinFile {
  private static final int VERSION = 1;
  private static final long MAX_BYTES = 64L << 20;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path path;

  PinFile(Path path) {
    this.path = path;
  }

  /** What changes whenever the file is replaced; null while there is none. */
  @Nullable Stamp stamp() {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(file.fileKey(), file.lastModifiedTime(), file.size());
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * See {@link #stamp}.
   *
   * @param key its number in the file system; null where there are none
   */
  record Stamp(@Nullable Object key, FileTime changed, long size) {}

  PinTable read() throws IOException {
    byte[] bytes;
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw unreadable();
      }
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return PinTable.EMPTY;
    }
    try {
      return table(JsonDocument.parse(bytes).tree());
    } catch (RuntimeException e) {
      throw unreadable();
    }
  }

  /** Every way in which the file can differ from what {@link #write} wrote ends in an exception. */
  private static PinTable table(JsonNode root) {
    if (root.path("version").asInt(0) != VERSION || !root.path("pins").isArray()) {
      throw new IllegalArgumentException("another version");
    }
    List<Pin> pins = new ArrayList<>();
    root.path("pins").forEach(pin -> pins.add(pin(pin)));
    return PinTable.of(pins);
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException(path + ": (expected: pins of version " + VERSION + ")");
  }

  private static Pin pin(JsonNode pin) {
    SortedMap<String, Certainty> labels = new TreeMap<>();
    for (var label : pin.path("labels").properties()) {
      labels.put(
          label.getKey(),
          Certainty.valueOf(label.getValue().stringValue().toUpperCase(Locale.ROOT)));
    }
    return new Pin(
        text(pin, "upstream"),
        text(pin, "tool"),
        fingerprint(pin.path("approved")),
        Objects.requireNonNull(fingerprint(pin.path("seen"))),
        labels,
        pin.path("approvable").asBoolean(false),
        pin.path("reviewed").asBoolean(false),
        Instant.parse(text(pin, "firstSeen")),
        Instant.parse(text(pin, "changedAt")));
  }

  private static String text(JsonNode node, String member) {
    return Objects.requireNonNull(node.path(member).stringValue(null));
  }

  private static @Nullable ToolFingerprint fingerprint(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    SortedMap<String, String> parts = new TreeMap<>();
    for (var part : node.path("parts").properties()) {
      parts.put(part.getKey(), part.getValue().stringValue());
    }
    return new ToolFingerprint(text(node, "value"), parts);
  }

  /** Replaces the file: written beside it, forced to the disk, moved into its place. */
  void write(PinTable table) throws IOException {
    Path directory = Objects.requireNonNull(path.getParent());
    Path written = Files.createTempFile(directory, "pins", ".tmp", ownerOnly(directory));
    try {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(table));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static byte[] bytes(PinTable table) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("version", VERSION);
    ArrayNode pins = root.putArray("pins");
    table.pins().forEach(pin -> write(pin, pins.addObject()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static void write(Pin pin, ObjectNode node) {
    node.put("upstream", pin.upstream());
    node.put("tool", pin.tool());
    ToolFingerprint approved = pin.approved();
    if (approved != null) {
      write(approved, node.putObject("approved"));
    }
    write(pin.seen(), node.putObject("seen"));
    ObjectNode labels = node.putObject("labels");
    pin.labels()
        .forEach((name, certainty) -> labels.put(name, certainty.name().toLowerCase(Locale.ROOT)));
    node.put("approvable", pin.approvable());
    node.put("reviewed", pin.reviewed());
    node.put("firstSeen", pin.firstSeen().toString());
    node.put("changedAt", pin.changedAt().toString());
  }

  private static void write(ToolFingerprint fingerprint, ObjectNode node) {
    node.put("value", fingerprint.value());
    ObjectNode parts = node.putObject("parts");
    fingerprint.parts().forEach(parts::put);
  }
}
