package io.gatewaystack.context.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An edited event differs from the one that arrived in its data and in nothing else. */
class EventLinesTest {
  private static final int MAX = 10_000;

  /** What leaves when every event's data becomes something else, in the bytes of ISO-8859-1. */
  private static String edited(String stream, String data) {
    return edited(stream.getBytes(ISO_8859_1), data);
  }

  private static String edited(byte[] stream, String data) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ResponseEditor editor = (message, out) -> out.accept(message.with(data.getBytes(UTF_8)));
    EditedBody body =
        new EditedBody(EditedBody.Framing.EVENTS, editor, MAX, bytes -> sent.writeBytes(bytes));
    for (byte b : stream) {
      body.write(new byte[] {b}, 0, 1);
    }
    body.end();
    return sent.toString(ISO_8859_1);
  }

  /** Readable cases: {@code r} and {@code n} stand for CR and LF. */
  private static String text(String readable) {
    return readable.replace("<r>", "\r").replace("<n>", "\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "data: a<n><n>|data: NEW<n><n>",
        "data: a<r><r>|data: NEW<r><r>",
        "data: a<r><n><r><n>|data: NEW<r><n><r><n>",
        "data: a<n>id: 1<r><r><n>|data: NEW<n>id: 1<r><r><n>",
        ": c<r><n>id: 1<r>data:a<n>: d<r>retry: 5<n>x<n><n>|"
            + ": c<r><n>id: 1<r>data:NEW<n>: d<r>retry: 5<n>x<n><n>",
        "data: a<n>: between<r>data: b<n>event: e<n>data<n>: behind<n><n>|"
            + "data: NEW<n>: between<r>event: e<n>: behind<n><n>",
        "id: 1<n>id: 2<n>id: x\u0000y<n>retry: soon<n>data: a<n><n>|"
            + "id: 1<n>id: 2<n>id: x\u0000y<n>retry: soon<n>data: NEW<n><n>",
        "data:  a<n>data:<n><n>|data: NEW<n><n>",
        "data : no<n> data: no<n>dat: no<n>datas: no<n>data: a<n><n>|"
            + "data : no<n> data: no<n>dat: no<n>datas: no<n>data: NEW<n><n>",
        ": \u00ff is no UTF-8<n>data: \u00e9<n><n>|: \u00ff is no UTF-8<n>data: NEW<n><n>",
        "\u00ef\u00bb\u00bfdata: a<n><n>data: b<n><n>|"
            + "\u00ef\u00bb\u00bfdata: NEW<n><n>data: NEW<n><n>",
        "\u00ef\u00bb\u00bf: c<r><n><r><n>data: b<n><n>|"
            + "\u00ef\u00bb\u00bf: c<r><n><r><n>data: NEW<n><n>",
        "data: a<n><n>\u00ef\u00bb\u00bfdata: no<n>data: b<n><n>|"
            + "data: NEW<n><n>\u00ef\u00bb\u00bfdata: no<n>data: NEW<n><n>",
        "\u00ef\u00bb<n>data: a<n><n>|\u00ef\u00bb<n>data: NEW<n><n>",
        "data: a<n><n>: c<n><n>id: 7<n><n><n>|data: NEW<n><n>: c<n><n>id: 7<n><n><n>",
        "data: a<n><n>data: half<n>|data: NEW<n><n>",
        "data: a<n><n>data: half|data: NEW<n><n>",
      })
  void onlyTheDataOfAnEditedEventChanges(String before, String after) {
    assertThat(edited(text(before), "NEW")).isEqualTo(text(after));
  }

  @ParameterizedTest(name = "{0} says {1}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "data: a<r>data:b<n>: c<n><n>|1<n>2|data: 1<r>data:2<n>: c<n><n>",
        "data: a<r>data:b<n>: c<n><n>|1<r><n>2<r>3|data: 1<r>data:2<n>data:3<n>: c<n><n>",
        "data:a<r><n>: c<n><n>|1<n><n>|data:1<r><n>data:<r><n>data:<r><n>: c<n><n>",
        "data:a<n><n>| 1|data:  1<n><n>",
        "data:a<n><n>||data:<n><n>",
        "data<n>data: a<n><n>|<n>b|data<n>data: b<n><n>",
        "data: a<n><n>|\u00e9|data: \u00c3\u00a9<n><n>",
      })
  void eachLineOfTheNewDataStandsInALineOfTheOld(String before, String data, String after) {
    assertThat(edited(text(before), text(data == null ? "" : data))).isEqualTo(text(after));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        ": c<r>id:1<n>data: a<n>id: 2<r><n>x<n><n>|: c<r>id:8<n>data: a<n>x<n><n>",
        "data: a<n><n>|data: a<n>id: 8<n><n>",
      })
  void anotherIdStandsWhereTheOldOneStood(String before, String after) {
    Message event = Message.event(new byte[] {'a'}, null, "1", text(before).getBytes(UTF_8));

    assertThat(new String(EditedBody.event(event.withId("8")), UTF_8)).isEqualTo(text(after));
  }

  @ParameterizedTest(name = "{0} has id {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "id: 7~data: ~~ | 7",
        "id:7~~ | 7",
        "id: a:b c~retry: 3~~ | a:b c",
        "id: 1~id: 2~~ | 2",
        ": id: 7~~ | none",
        "identity: 7~~ | none",
        "id~~ | ''",
        "id: ~~ | ''",
        "retry: 3~~ | none",
        "id: é~~ | é"
      })
  void aFieldHasItsLastValue(String block, String id) {
    EventLines lines = EventLines.of(block.replace('~', '\n').getBytes(UTF_8));

    assertThat(lines.value("id")).isEqualTo(Optional.ofNullable(id));
  }

  @Test
  void anIdCanBeLeftOutWhileAllElseStays() {
    byte[] block =
        text(": c<r><n>id: 1<r><n>idle: x<r><n>data: a<n>id<n>id:2<n><n>").getBytes(UTF_8);
    Message event = Message.event(new byte[] {'a'}, null, "2", block).withId(null);

    assertThat(event.id()).isNull();
    assertThat(new String(EditedBody.event(event), UTF_8))
        .isEqualTo(text(": c<r><n>idle: x<r><n>data: a<n><n>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ping"})
  void anEventOfOurOwnSaysWhatItSays(String type) {
    Message own = Message.of("{}".getBytes(UTF_8), type.isEmpty() ? null : type);

    assertThat(new String(EditedBody.event(own.withId("7")), UTF_8))
        .isEqualTo((type.isEmpty() ? "" : "event: ping\n") + "id: 7\ndata: {}\n\n");
  }

  @Test
  void anyStreamThatIsEditedToWhatItSaysStaysAsItIs() {
    String[] pieces = {
      "data", "id", ":", " ", "a", "\n", "\r", "\r\n", "\u00ff", "\u00ef\u00bb\u00bf"
    };
    Random random = new Random(20261121);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder stream = new StringBuilder();
      for (int n = random.nextInt(30); n >= 0; n--) {
        stream.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] bytes = (stream + "\n\n").getBytes(ISO_8859_1);
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      ResponseEditor same = (message, out) -> out.accept(asCharacters(message));
      EditedBody body = new EditedBody(EditedBody.Framing.EVENTS, same, MAX, sent::writeBytes);
      body.write(bytes, 0, bytes.length);
      body.end();

      assertThat(sent.toByteArray()).asString(ISO_8859_1).isEqualTo(stream + "\n\n");
    }
  }

  /** The data as it stood in the bytes: what is no UTF-8 is read as the replacement character. */
  private static Message asCharacters(Message message) {
    String data = new String(message.bytes(), UTF_8).replace("\uFFFD", "\u00ff");
    return message.with(data.replace("\uFEFF", "\u00ef\u00bb\u00bf").getBytes(ISO_8859_1));
  }
}
