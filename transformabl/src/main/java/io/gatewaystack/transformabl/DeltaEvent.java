package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.context.json.LeafVisitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An event of a model's stream, and which of its strings are pieces of longer texts: the deltas of
 * OpenAI's chat completions (as Mistral and OpenRouter extend them), completions and responses, of
 * Anthropic's and Cohere's messages and of Gemini's content. Pieces of one text have the same
 * channel: their place, in which numbers and ids of choice, block or item stand in for positions.
 */
final class DeltaEvent implements LeafVisitor {
  private static final List<FieldPattern> TEXTS =
      patterns(
          "/choices/*/delta/content",
          "/choices/*/delta/content/*/text",
          "/choices/*/delta/content/*/thinking/*/text",
          "/choices/*/delta/reasoning",
          "/choices/*/delta/reasoning_content",
          "/choices/*/delta/reasoning_details/*/text",
          "/choices/*/delta/refusal",
          "/choices/*/text",
          "/delta",
          "/delta/text",
          "/delta/thinking",
          "/delta/message/content/text",
          "/delta/message/tool_calls/function/arguments",
          "/candidates/*/content/parts/*/text",
          "/choices/*/delta/function_call/arguments",
          "/choices/*/delta/tool_calls/*/function/arguments",
          "/delta/partial_json");
  private static final Set<String> NUMBERS =
      Set.of("index", "output_index", "content_index", "summary_index", "item_id");
  private static final Set<String> ENDS = Set.of("finish_reason", "finishReason");

  /** What some servers say while a text goes on. */
  private static final Set<String> NO_ENDS = Set.of("", "null", "FINISH_REASON_UNSPECIFIED");

  /**
   * A piece of a text.
   *
   * @param channel names the text within the stream
   * @param pointer its place in the event
   * @param from offset of its opening quote
   * @param to offset behind its closing quote
   * @param text what it says
   */
  record Piece(String channel, String pointer, int from, int to, String text) {}

  private final List<Piece> pieces = new ArrayList<>(1);
  private final Set<String> pointers = new HashSet<>(2);
  private final Map<String, String> numbers = new HashMap<>();
  private final List<String> ended = new ArrayList<>(0);
  private String type = "";

  /** Reads an event. */
  DeltaEvent(JsonDocument event) {
    event.walk(this);
    pieces.replaceAll(p -> new Piece(channel(p.pointer), p.pointer, p.from, p.to, p.text));
    ended.replaceAll(this::channel);
    if (endsText(type)) {
      ended.add(numbers.getOrDefault("", ""));
    }
  }

  private static List<FieldPattern> patterns(String... patterns) {
    return Stream.of(patterns).map(p -> FieldPattern.parse("stream", p)).toList();
  }

  private static boolean endsText(String type) {
    return type.endsWith("_stop")
        || type.endsWith("-end")
        || type.endsWith(".done")
        || type.endsWith(".completed")
        || type.endsWith(".incomplete")
        || type.endsWith(".failed")
        || type.equals("error");
  }

  @Override
  public void visit(Leaf leaf) {
    boolean string = leaf.kind() == Leaf.Kind.STRING;
    if (!string && leaf.kind() != Leaf.Kind.NUMBER) {
      return;
    }
    String pointer = leaf.pointer();
    int slash = pointer.lastIndexOf('/');
    String name = pointer.substring(slash + 1);
    if (NUMBERS.contains(name)) {
      numbers.merge(pointer.substring(0, slash), "{" + leaf.text() + "}", String::concat);
    } else if (string && ENDS.contains(name) && !NO_ENDS.contains(leaf.text())) {
      ended.add(pointer.substring(0, slash));
    } else if (string && pointer.equals("/type")) {
      type = leaf.text();
    } else if (string && isText(pointer)) {
      pieces.add(new Piece("", pointer, leaf.from(), leaf.to(), leaf.text()));
      pointers.add(pointer);
    }
  }

  private static boolean isText(String pointer) {
    for (FieldPattern pattern : TEXTS) {
      if (pattern.names(pointer)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A place with its numbers: {@code /choices/0/delta} of choice 1 is {@code /choices{1}/delta}.
   */
  private String channel(String pointer) {
    StringBuilder channel = new StringBuilder(numbers.getOrDefault("", ""));
    int at = 0;
    while (at < pointer.length()) {
      int next = pointer.indexOf('/', at + 1);
      next = next < 0 ? pointer.length() : next;
      String number = numbers.get(pointer.substring(0, next));
      boolean position = number != null && Character.isDigit(pointer.charAt(at + 1));
      channel.append(position ? "" : pointer.substring(at, next));
      channel.append(number == null ? "" : number);
      at = next;
    }
    return channel.toString();
  }

  /** Whether members of a name say which text an event belongs to. */
  static boolean placesText(String name) {
    return NUMBERS.contains(name) || name.equals("type");
  }

  List<Piece> pieces() {
    return pieces;
  }

  boolean isPiece(String pointer) {
    return pointers.contains(pointer);
  }

  /** Whether this event says that a text is complete. */
  boolean ends(String channel) {
    for (String scope : ended) {
      if (scope.isEmpty() || channel.startsWith(scope + "/")) {
        return true;
      }
    }
    return false;
  }
}
