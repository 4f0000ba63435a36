package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.Route;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Mergeable;
import io.gatewaystack.transformabl.safety.SafetyRules;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers on their way through an editor, as the adapter sends them. */
final class Answers {
  private static final int MAX_MESSAGE = 1 << 20;
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();

  private Answers() {}

  static final Treatment NOTHING = new Treatment(false, null, null, SafetyRules.off());
  static final Treatment LABELS = new Treatment(true, null, null, SafetyRules.standard());

  static Treatment redacting(Redaction redaction) {
    return new Treatment(true, RedactionRules.all(redaction), null, SafetyRules.standard());
  }

  static Treatment blocking(int score) {
    return new Treatment(true, null, score, SafetyRules.standard());
  }

  static AnswerEditor editor(Treatment treatment, @Nullable PseudonymScope scope, Route route) {
    AnswerText text = new AnswerText(SCANNER, treatment, scope, route);
    return new AnswerEditor(text, route.protocol() == Route.Protocol.MCP, "r-1");
  }

  /** The head of an answer, which remembers what it was told. */
  static final class Head implements ResponseHead {
    private final String type;
    int maxMessageBytes = 8 << 20;
    Content content = new Content(Set.of(), 0, new TreeMap<>(), false, null);

    Head(String type) {
      this.type = type;
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public int maxMessageBytes() {
      return maxMessageBytes;
    }

    @Override
    public Optional<String> mediaType() {
      return Optional.of(type).filter(t -> !t.isEmpty());
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
    public <S extends Mergeable<S>> void merge(S section) {
      if (section instanceof Content more) {
        content = content.merge(more);
      }
    }
  }

  /** A JSON body after its editor. */
  static String json(ResponseEditor editor, String body) {
    return json(editor, new Head("application/json"), body);
  }

  static String json(ResponseEditor editor, Head head, String body) {
    return sent(editor, head, EditedBody.Framing.JSON, body.getBytes(UTF_8), Integer.MAX_VALUE);
  }

  /** A stream of events after its editor, received in pieces of some bytes. */
  static String events(ResponseEditor editor, String stream, int step) {
    return events(editor, new Head("text/event-stream"), stream, step);
  }

  static String events(ResponseEditor editor, Head head, String stream, int step) {
    return sent(editor, head, EditedBody.Framing.EVENTS, stream.getBytes(UTF_8), step);
  }

  private static String sent(
      ResponseEditor editor, Head head, EditedBody.Framing framing, byte[] bytes, int step) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    editor.head(head);
    EditedBody body = new EditedBody(framing, editor, MAX_MESSAGE, sent::writeBytes);
    for (int at = 0; at < bytes.length; at += Math.min(step, bytes.length - at)) {
      body.write(bytes, at, Math.min(step, bytes.length - at));
    }
    body.end();
    return sent.toString(UTF_8);
  }

  /** What a client of OpenAI's chat completions reads from a stream. */
  static String chatText(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> JsonDocument.parse(line.substring(6).getBytes(UTF_8)).tree())
        .map(event -> event.at("/choices/0/delta/content").asString(""))
        .collect(Collectors.joining());
  }

  /** The event of OpenAI's chat completions that carries a piece of text. */
  static String chat(String piece) {
    return "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1.0,"
        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":"
        + new String(JsonDocument.quote(piece), UTF_8)
        + "},\"finish_reason\":null}]}\n\n";
  }

  static final String CHAT_END =
      "data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: [DONE]\n\n";
}
