package io.gatewaystack.explicabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class FileSinkTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("audit.jsonl");
  }

  private static List<AuditEvent> events(String... ids) {
    Collected collected = new Collected();
    try (Explicabl audit = Explicabl.builder().sink(collected).build()) {
      for (String id : ids) {
        RequestContext context = Requests.withId(id);
        audit.before(context).completion().after(context, new Outcome.Completed(200));
      }
    }
    return List.copyOf(collected.events);
  }

  private static List<String> idsIn(Path file) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      ids.add(JsonMapper.shared().readTree(line).path("requestId").stringValue());
    }
    return ids;
  }

  @Test
  void appendsOneJsonObjectPerLineInOrder() throws IOException {
    FileSink sink = FileSink.open(file);
    sink.write(events("a", "b"));
    sink.write(events("c"));

    assertThat(idsIn(file)).containsExactly("a", "b", "c");
    assertThat(Files.readString(file)).endsWith("}\n");
    sink.close();
  }

  @Test
  void keepsWhatAnEarlierProcessWrote() throws IOException {
    FileSink first = FileSink.open(file);
    first.write(events("a"));
    first.close();
    FileSink second = FileSink.open(file);
    second.write(events("b"));
    second.close();

    assertThat(idsIn(file)).containsExactly("a", "b");
  }

  @Test
  void createsAFileThatOnlyItsOwnerCanRead() throws IOException {
    FileSink.open(file).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void leavesThePermissionsOfAnExistingFileAlone() throws IOException {
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    FileSink.open(file).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void goesOnInANewFileWhenItsFileWasMoved() throws IOException {
    FileSink sink = FileSink.open(file);
    sink.write(events("a"));
    Path moved = folder.resolve("audit.jsonl.1");
    Files.move(file, moved);
    sink.write(events("b"));

    assertThat(idsIn(moved)).containsExactly("a");
    assertThat(idsIn(file)).containsExactly("b");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    sink.close();
  }

  @Test
  void goesOnInTheFileThatWasPutInItsPlace() throws IOException {
    FileSink sink = FileSink.open(file);
    sink.write(events("a"));
    Files.move(file, folder.resolve("audit.jsonl.1"));
    Files.writeString(file, "{\"requestId\":\"header\"}\n");
    sink.write(events("b"));

    assertThat(idsIn(file)).containsExactly("header", "b");
    sink.close();
  }

  @Test
  void goesOnInANewFileWhenItsFileWasDeleted() throws IOException {
    FileSink sink = FileSink.open(file);
    sink.write(events("a"));
    Files.delete(file);
    sink.write(events("b"));

    assertThat(idsIn(file)).containsExactly("b");
    sink.close();
  }

  @Test
  void goesOnAtTheStartWhenItsFileWasTruncated() throws IOException {
    FileSink sink = FileSink.open(file);
    sink.write(events("a"));
    Files.writeString(file, "");
    sink.write(events("b"));

    assertThat(idsIn(file)).containsExactly("b");
    sink.close();
  }

  @Test
  void endsALineThatACrashLeftUnfinished() throws IOException {
    Files.writeString(file, "{\"id\":\"torn");
    FileSink sink = FileSink.open(file);
    sink.write(events("a"));
    sink.close();

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Files.readAllLines(file).get(0)).isEqualTo("{\"id\":\"torn");
    assertThat(Files.readAllLines(file).get(1)).startsWith("{\"id\":").contains("\"a\"");
  }

  @Test
  void refusesToOpenWhereThereIsNoDirectory() {
    Path nowhere = folder.resolve("missing/audit.jsonl");

    assertThatThrownBy(() -> FileSink.open(nowhere)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void failsWhileItsDirectoryIsGoneAndRecoversWhenItIsBack() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("logs"));
    Path inside = directory.resolve("audit.jsonl");
    FileSink sink = FileSink.open(inside);
    Files.delete(inside);
    Files.delete(directory);
    assertThatThrownBy(() -> sink.write(events("lost"))).isInstanceOf(IOException.class);

    Files.createDirectory(directory);
    sink.write(events("kept"));
    sink.close();
    assertThat(idsIn(inside)).containsExactly("kept");
  }

  @Test
  void holdsEveryEventWhenTheLayerIsClosed() throws IOException {
    try (Explicabl audit = Explicabl.builder().sink(FileSink.open(file)).build()) {
      for (int i = 0; i < 3000; i++) {
        RequestContext context = Requests.withId("r" + i);
        audit.before(context).completion().after(context, new Outcome.Completed(200));
      }
    }
    assertThat(idsIn(file))
        .containsExactlyElementsOf(IntStream.range(0, 3000).mapToObj(i -> "r" + i).toList());
  }
}
