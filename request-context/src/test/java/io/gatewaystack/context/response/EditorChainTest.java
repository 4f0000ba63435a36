package io.gatewaystack.context.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Mergeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EditorChainTest {
  private final List<String> sent = new ArrayList<>();

  @Test
  void theInnerEditorSeesAMessageFirst() {
    ResponseEditor chain = appending("outer").after(appending("middle").after(appending("inner")));

    chain.message(message("m"), this::send);

    assertThat(sent).containsExactly("m inner middle outer");
  }

  @Test
  void whatIsReleasedAtTheEndFlowsThroughTheOuterEditors() {
    ResponseEditor chain = appending("outer").after(holding()).after(appending("inner"));

    chain.message(message("a"), this::send);
    chain.message(message("b"), this::send);
    assertThat(sent).isEmpty();
    chain.end(this::send);

    assertThat(sent).containsExactly("a inner outer", "b inner outer");
  }

  @Test
  void anOuterEditorEndsAfterItHasSeenWhatTheInnerOneReleased() {
    ResponseEditor chain = holding().after(holding());

    chain.message(message("a"), this::send);
    chain.end(this::send);

    assertThat(sent).containsExactly("a");
  }

  @Test
  void anEditorMayDropAndMultiplyMessages() {
    ResponseEditor twice =
        (message, out) -> {
          out.accept(message);
          out.accept(message);
        };
    ResponseEditor onlyA =
        (message, out) -> {
          if (new String(message.bytes(), UTF_8).equals("a")) {
            out.accept(message);
          }
        };
    ResponseEditor chain = twice.after(onlyA);

    chain.message(message("a"), this::send);
    chain.message(message("b"), this::send);
    chain.end(this::send);

    assertThat(sent).containsExactly("a", "a");
  }

  @Test
  void passesTheSameInstanceThroughUntouched() {
    ResponseEditor unchanged = (message, out) -> out.accept(message);
    Message message = message("m");
    List<Message> out = new ArrayList<>();

    unchanged.after(unchanged).message(message, out::add);

    assertThat(out).singleElement().isSameAs(message);
  }

  @Test
  void headersAreSetByTheInnerEditorFirst() {
    List<String> order = new ArrayList<>();

    naming("outer", order).after(naming("inner", order)).head(new NoHead());

    assertThat(order).containsExactly("inner", "outer");
  }

  private static ResponseEditor naming(String name, List<String> order) {
    return new ResponseEditor() {
      @Override
      public void head(ResponseHead head) {
        order.add(name);
      }

      @Override
      public void message(Message message, Consumer<Message> out) {
        out.accept(message);
      }
    };
  }

  private static ResponseEditor appending(String word) {
    return (message, out) -> out.accept(message(new String(message.bytes(), UTF_8) + " " + word));
  }

  private static ResponseEditor holding() {
    List<Message> held = new ArrayList<>();
    return new ResponseEditor() {
      @Override
      public void message(Message message, Consumer<Message> out) {
        held.add(message);
      }

      @Override
      public void end(Consumer<Message> out) {
        held.forEach(out);
      }
    };
  }

  private static Message message(String text) {
    return Message.of(text.getBytes(UTF_8));
  }

  private void send(Message message) {
    sent.add(new String(message.bytes(), UTF_8));
  }

  private record NoHead() implements ResponseHead {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public int maxMessageBytes() {
      return 1 << 20;
    }

    @Override
    public Optional<String> mediaType() {
      return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public void set(String name, String value) {}

    @Override
    public void remove(String name) {}

    @Override
    public <S extends Mergeable<S>> void merge(S section) {}
  }
}
