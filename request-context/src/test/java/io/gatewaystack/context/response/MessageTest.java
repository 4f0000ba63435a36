package io.gatewaystack.context.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final byte[] BLOCK = bytes("event: message\nid: 7\nretry: 5\ndata: [1]\n\n");
  private final Message event = Message.event(bytes("[1]"), "message", "7", BLOCK);

  @Test
  void anUntouchedMessageCarriesTheBytesThatArrived() {
    assertThat(event.original()).isSameAs(BLOCK);
    byte[] body = bytes("{}");
    assertThat(Message.body(body).original()).isSameAs(body);
  }

  @Test
  void aChangedMessageKeepsTheOtherFieldsButNotTheOriginal() {
    JsonDocument changed = JsonDocument.parse(bytes("[2]"));

    for (Message message : new Message[] {event.with(changed), event.with(bytes("[2]"))}) {
      assertThat(message.bytes()).isEqualTo(bytes("[2]"));
      assertThat(message.event()).isEqualTo("message");
      assertThat(message.id()).isEqualTo("7");
      assertThat(message.original()).isNull();
    }
    assertThat(event.with(changed).json()).isSameAs(changed);
  }

  @Test
  void anotherIdIsAChangeToo() {
    JsonDocument parsed = event.json();
    Message renumbered = event.withId("8");

    assertThat(renumbered.id()).isEqualTo("8");
    assertThat(renumbered.event()).isEqualTo("message");
    assertThat(renumbered.bytes()).isEqualTo(bytes("[1]"));
    assertThat(renumbered.original()).isNull();
    assertThat(renumbered.json()).isSameAs(parsed);
  }

  @Test
  void parsesOnceAndReportsWhatIsNotJson() {
    assertThat(event.json()).isSameAs(event.json());
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> Message.of(bytes("not json")).json());
  }

  @Test
  void aMessageOfOurOwnHasNeitherTypeNorIdNorOriginal() {
    Message own = Message.of(bytes("{}"));

    assertThat(own.event()).isNull();
    assertThat(own.id()).isNull();
    assertThat(own.original()).isNull();
    assertThat(Message.of(bytes("{}"), "ping").event()).isEqualTo("ping");
    assertThat(Message.of(bytes("{}"), null).event()).isNull();
  }

  @Test
  void showsOnlyItsSize() {
    assertThat(Message.of(bytes("jane@example.com"))).hasToString("Message[16 bytes]");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
