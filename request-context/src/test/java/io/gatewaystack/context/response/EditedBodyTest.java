package io.gatewaystack.context.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditedBodyTest {

  @Test
  void aMessageThatIsTooLargeIsToldWithTheSettingThatRefusedIt() {
    EditedBody body =
        new EditedBody(
            EditedBody.Framing.JSON, (message, out) -> out.accept(message), 10, bytes -> {});
    byte[] bytes = new byte[11];
    body.write(bytes, 0, 10);
    assertThatThrownBy(() -> body.write(bytes, 10, 1))
        .isInstanceOf(MessageTooLarge.class)
        .hasMessage("maxMessageBytes: a message of more than 10 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "", " a ", "a\n", "\n", "a\n\nb", "\n\na\n\n", "{\n}", ": x"})
  void aPayloadComesOutOfItsEventAsItWentIn(String payload) {
    byte[] event = EditedBody.event(Message.of(("x" + payload).getBytes(UTF_8)));
    List<String> read = new ArrayList<>();
    EventStreamReader reader =
        new EventStreamReader(
            1_000, message -> read.add(new String(message.bytes(), UTF_8)), bytes -> {});
    reader.read(event, 0, event.length);
    assertThat(read).containsExactly("x" + payload);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\rb", "a\nb"})
  void anyLineBreakStartsALineOfItsOwn(String payload) {
    assertThat(new String(EditedBody.event(Message.of(payload.getBytes(UTF_8))), UTF_8))
        .isEqualTo("data: a\ndata: b\n\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry: 300~data: a | retry: 300~data: b
          data: a~retry:5    | data: b~retry:5
          retry: soon~data: a | retry: soon~data: b
          retry: -1~data: a  | retry: -1~data: b
          retry:~data: a     | retry:~data: b
          """)
  void anEditedEventSaysAsBeforeWhenToReconnect(String before, String after) {
    List<byte[]> sent = new ArrayList<>();
    ResponseEditor editor = (message, out) -> out.accept(message.with(new byte[] {'b'}));
    EditedBody body = new EditedBody(EditedBody.Framing.EVENTS, editor, 1_000, sent::add);
    byte[] block = (before.replace('~', '\n') + "\n\n").getBytes(UTF_8);
    body.write(block, 0, block.length);
    assertThat(sent)
        .extracting(bytes -> new String(bytes, UTF_8))
        .containsExactly(after.replace('~', '\n') + "\n\n");
  }
}
