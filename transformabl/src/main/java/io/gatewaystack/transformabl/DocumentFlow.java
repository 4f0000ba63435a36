package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redacts a text that comes in pieces. As long as it may become a JSON document, the answer of a
 * model or the arguments of a tool, it is held back and then redacted as the one text it is; what
 * is too long for that, in parts that are documents. What is no JSON goes on as it comes.
 */
final class DocumentFlow implements TextFlow {
  private static final int MOST_AROUND = 1_024; // characters of names

  private final Redactor redactor;
  private final String pointer;
  private @Nullable JsonSyntax syntax = new JsonSyntax(); // until it goes on as a text
  private @Nullable ScanFlow text; // from where something has left
  private String held = "";
  private String opening = ""; // of the document that is held, where that is a part

  /**
   * A flow at its beginning.
   *
   * @param pointer where the text stands
   */
  DocumentFlow(Redactor redactor, String pointer) {
    this.redactor = redactor;
    this.pointer = pointer;
  }

  private ScanFlow text() {
    ScanFlow known = text;
    if (known == null) {
      known = new ScanFlow(redactor, pointer);
      text = known;
    }
    return known;
  }

  @Override
  public String more(String piece) {
    StringBuilder now = new StringBuilder();
    int at = 0;
    for (JsonSyntax json = syntax; at < piece.length() && json != null; json = syntax) {
      int end = Math.min(piece.length(), at + 1 + HoldBack.MOST - held.length());
      now.append(next(piece.substring(at, end), json));
      at = end;
    }
    return at == piece.length() ? now.toString() : now + text().more(piece.substring(at));
  }

  /** The same parts are made of a text however it is cut. */
  private String next(String piece, JsonSyntax json) {
    held += piece;
    for (int i = 0; i < piece.length() && !json.isNone(); i++) {
      json.next(piece.charAt(i));
    }
    if (json.isNone()) {
      return asText(opening.isEmpty());
    }
    return held.length() > HoldBack.MOST ? part() : "";
  }

  @Override
  public String rest() {
    if (syntax == null) {
      return text().rest();
    }
    if (!isComplete()) {
      return asText(opening.isEmpty()) + text().rest();
    }
    String all = taken();
    return opening.isEmpty() ? document(all) : text().more(leaves(opening + all)) + text().rest();
  }

  private String asText(boolean plain) {
    if (plain) {
      text().isNoJson();
    }
    opening = "";
    return text().more(taken());
  }

  /**
   * What is too long leaves up to the last value that is complete, and a value that is, as text.
   */
  private String part() {
    JsonCut cut = redactor.redacts() ? JsonCut.of(opening + held) : null;
    int size = cut == null ? 0 : cut.at() - opening.length();
    if (cut == null || size <= 0 || cut.opening().length() > MOST_AROUND) {
      return asText(false);
    }
    String now = leaves(opening + held.substring(0, size) + cut.closing());
    now = now.substring(0, now.length() - cut.closing().length());
    held = held.substring(size);
    opening = cut.opening();
    return text().more(now);
  }

  /** A document with its values redacted, without what it was given to begin with. */
  private String leaves(String document) {
    List<TextEdit> edits =
        NestedJson.edits(document, json -> new JsonScan(ours(), json, place(pointer)).edits());
    List<TextEdit> inside = new ArrayList<>(edits == null ? List.of() : edits);
    inside.removeIf(edit -> edit.start() < opening.length());
    return TextEdit.apply(document, inside).substring(opening.length());
  }

  private boolean isComplete() {
    return syntax != null && syntax.isComplete();
  }

  private String taken() {
    String all = held;
    held = "";
    syntax = null;
    return all;
  }

  /** As the one string it would be in an answer that comes whole. */
  private String document(String all) {
    int slash = pointer.lastIndexOf('/');
    String name = pointer.substring(slash + 1);
    String member = "{" + quoted(name) + ":" + quoted(all) + "}";
    JsonDocument document = JsonDocument.parse(member.getBytes(StandardCharsets.UTF_8));
    JsonScan scan = new JsonScan(ours(), document, place(pointer.substring(0, slash)));
    return document.splice(scan.edits()).tree().path(name).asString("");
  }

  /** Looks for nothing unsafe: what leaves is looked at. */
  private Redactor ours() {
    return new Redactor(redactor.scanner(), redactor.rules(), null, redactor.tally());
  }

  private static JsonScan.Place place(String prefix) {
    return new JsonScan.Place(prefix, null, pointer -> false, Integer.MAX_VALUE, 0);
  }

  private static String quoted(String text) {
    return new String(JsonDocument.quote(text), StandardCharsets.UTF_8);
  }

  @Override
  public int held() {
    return held.length() + (text == null ? 0 : text.held());
  }

  @Override
  public boolean mayEnd() {
    return isComplete() || held.isEmpty() && opening.isEmpty() && (text == null || text.mayEnd());
  }

  @Override
  public int memory() {
    int json = syntax == null ? 0 : JsonSyntax.BYTES;
    int said = Footprint.of(held) + Footprint.of(opening);
    return Footprint.OBJECT + json + said + (text == null ? 0 : text.memory());
  }
}
