package io.gatewaystack.context.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditedBodyTest {

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
}
