package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.UnfitAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events of one answer. Each leaves when it came, with as much of its text as is decided; the
 * rest goes into the next event of the same text, or into one of its own before the event that says
 * that the text is complete. An event that says so and carries a piece itself is not believed,
 * since some upstreams say it in each: then the rest goes before the next event without any piece.
 * What is held back is bounded for the whole stream; where it must not leave undecided, a stream of
 * more texts ends. Not safe for use by several threads.
 */
final class AnswerStream {
  private static final int MAX_MEMORY = 52 << 10; // of 64 KiB: tokens and findings take up to eight more
  private static final String PLAIN = "text ";
  private static final String DONE = "[DONE]";

  private final AnswerText text;
  private final boolean deltas;
  private final Map<String, Channel> channels = new LinkedHashMap<>(4, 0.75f, true);

  /**
   * A stream at its beginning.
   *
   * @param deltas whether events may be pieces of longer texts
   */
  AnswerStream(AnswerText text, boolean deltas) {
    this.text = text;
    this.deltas = deltas;
  }

  void message(Message message, Consumer<Message> out) {
    JsonDocument document = json(message);
    if (document == null || goesOn(message, document)) {
      other(message, out);
    } else if (deltas) {
      end(channel -> channel.plain, out); // no token goes on behind an event of another kind
      delta(message, document, out);
    } else {
      out.accept(changed(message, document, text.edited(document)));
    }
  }

  /**
   * What holds nothing back goes first, only the words before it are forgotten; then the eldest.
   */
  private void makeRoom(Consumer<Message> out) {
    while (memory() > MAX_MEMORY && !channels.isEmpty()) {
      List<Channel> all = List.copyOf(channels.values()); // the eldest first
      Channel eldest = all.stream().filter(Channel::mayEnd).findFirst().orElse(all.get(0));
      if (!eldest.mayEnd() && (text.treatment().enforces() || text.restores())) {
        throw new UnfitAnswer("too_many_texts");
      }
      end(channel -> channel == eldest, out);
    }
  }

  private void end(Predicate<Channel> which, Consumer<Message> out) {
    List<Channel> ended = channels.values().stream().filter(which).toList();
    channels.values().removeAll(ended);
    ended.forEach(channel -> channel.end(out));
  }

  void end(Consumer<Message> out) {
    end(channel -> true, out);
  }

  /** The event as JSON; null when it is something else. */
  private @Nullable JsonDocument json(Message message) {
    try {
      return message.json();
    } catch (InvalidJson e) {
      if (text.treatment().enforces() && isMeantAsJson(message)) {
        throw e;
      }
      return null;
    }
  }

  /** Whether a number, the end of a token say, is a piece of what events of plain text began. */
  private boolean goesOn(Message message, JsonDocument document) {
    Channel channel = channels.get(PLAIN + message.event());
    boolean open = deltas && channel != null && channel.held() > 0;
    return open && document.tree().isNumber();
  }

  /** The messages of MCP are; events of other names, a heartbeat, may be text, as any may be. */
  private boolean isMeantAsJson(Message message) {
    String name = message.event();
    return !deltas && (name == null || name.equals("message")) || looksLikeJson(data(message));
  }

  private static boolean looksLikeJson(String data) {
    String text = data.stripLeading();
    return text.startsWith("{") || text.startsWith("[{") || text.startsWith("[\"");
  }

  private static String data(Message message) {
    return new String(message.bytes(), StandardCharsets.UTF_8);
  }

  private static Message changed(Message message, JsonDocument before, JsonDocument after) {
    return after.equals(before) ? message : message.with(after);
  }

  private void delta(Message message, JsonDocument document, Consumer<Message> out) {
    DeltaEvent event = new DeltaEvent(document);
    endOthers(event, out);
    Predicate<String> pieces = event.pieces().isEmpty() ? null : event::isPiece;
    List<JsonDocument.Edit> edits = new ArrayList<>(text.redactions(document, pieces));
    for (DeltaEvent.Piece piece : event.pieces()) {
      String now = passed(message, document, event, piece);
      if (!now.equals(piece.text())) {
        edits.add(new JsonDocument.Edit(piece.from(), piece.to(), JsonDocument.quote(now)));
      }
      makeRoom(out);
    }
    edits.sort(Comparator.comparingInt(JsonDocument.Edit::from));
    JsonDocument redacted = document.splice(edits);
    text.judge(redacted, pieces);
    out.accept(changed(message, document, text.restored(redacted, pieces)));
  }

  private String passed(
      Message message, JsonDocument document, DeltaEvent event, DeltaEvent.Piece piece) {
    Channel channel =
        channels.computeIfAbsent(
            piece.channel(), name -> new Channel(name, text.flows(piece.pointer()), false));
    String now = channel.more(piece.text());
    channel.ended = event.ends(piece.channel());
    if (channel.held() > 0) {
      HeldEvent held = HeldEvent.of(message, document, piece.pointer());
      channel.event = held == null ? channel.event : held;
      if (channel.event == null) {
        throw new UnfitAnswer("event_too_large"); // for what is undecided to leave in another
      }
    }
    channel.measure();
    return now;
  }

  /** Texts that are complete now and have no piece in the event that says so, or comes behind. */
  private void endOthers(DeltaEvent event, Consumer<Message> out) {
    Iterator<Map.Entry<String, Channel>> all = channels.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Channel> entry = all.next();
      String name = entry.getKey();
      boolean goesOn = event.pieces().stream().anyMatch(piece -> piece.channel().equals(name));
      boolean over = entry.getValue().ended && event.pieces().isEmpty();
      if (!goesOn && (over || event.ends(name))) {
        all.remove();
        entry.getValue().end(out);
      }
    }
  }

  private void other(Message message, Consumer<Message> out) {
    String data = data(message);
    if (data.strip().equals(DONE)) {
      end(out);
      out.accept(message);
    } else if (looksLikeJson(data)) {
      end(channel -> channel.held() > 0, out); // no token goes on behind it
      text.redacted(data);
      out.accept(message);
    } else {
      plain(message, data, out);
    }
  }

  /**
   * Events that are text. Whether they are messages or the pieces of one text nobody says: each is
   * looked at by itself, but a token may be cut over several.
   */
  private void plain(Message message, String data, Consumer<Message> out) {
    Channel channel =
        channels.computeIfAbsent(
            PLAIN + message.event(), name -> new Channel(name, text.restoring(), true));
    String now = channel.more(text.redacted(data));
    channel.event = channel.held() > 0 ? HeldEvent.ofText(message) : null;
    channel.measure();
    if (now.equals(data)) {
      out.accept(message);
    } else if (!now.isEmpty()) {
      out.accept(message.with(now.getBytes(StandardCharsets.UTF_8)));
    }
    makeRoom(out);
  }

  /** Bytes kept for events to come. */
  int memory() {
    int memory = text.memory();
    for (Channel channel : channels.values()) {
      memory += channel.memory;
    }
    return memory;
  }

  /** One text of the stream. */
  private static final class Channel {
    private static final int AROUND = 144; // this object, its list, its entry among the others

    private final String name;
    private final List<TextFlow> flows;
    final boolean plain; // its events are nothing but text
    @Nullable HeldEvent event;
    boolean ended;
    int memory;

    Channel(String name, List<TextFlow> flows, boolean plain) {
      this.name = name;
      this.flows = flows;
      this.plain = plain;
    }

    boolean mayEnd() {
      return flows.stream().allMatch(TextFlow::mayEnd);
    }

    String more(String piece) {
      String now = piece;
      for (TextFlow flow : flows) {
        now = flow.more(now);
      }
      return now;
    }

    String rest() {
      String now = "";
      for (TextFlow flow : flows) {
        now = flow.more(now) + flow.rest();
      }
      return now;
    }

    int held() {
      int held = 0;
      for (TextFlow flow : flows) {
        held += flow.held();
      }
      return held;
    }

    /** Measures the memory taken. */
    void measure() {
      memory = AROUND + Footprint.of(name) + (event == null ? 0 : event.memory());
      for (TextFlow flow : flows) {
        memory += flow.memory();
      }
    }

    /** Sends what was held back in an event of its own. */
    void end(Consumer<Message> out) {
      String rest = rest();
      if (!rest.isEmpty() && event != null) {
        out.accept(event.with(rest));
      }
    }
  }
}
