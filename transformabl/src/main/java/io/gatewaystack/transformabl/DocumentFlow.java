package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Redacts a text that comes in pieces. As long as it may become a JSON document, the answer of a
 * model or the arguments of a tool, it is held back and then redacted as the one text it is; what is
 * no JSON, or too long to be held, goes on as it comes.
 */
final class DocumentFlow implements TextFlow {
  private static final Predicate<String> NOTHING = pointer -> false;

  private final Redactor redactor;
  private final String pointer;
  private final JsonSyntax syntax = new JsonSyntax();
  private final StringBuilder held = new StringBuilder(0);
  private final ScanFlow text;
  private boolean goesOn; // as a text

  /**
   * A flow at its beginning.
   *
   * @param pointer where the text stands
   */
  DocumentFlow(Redactor redactor, String pointer) {
    this.redactor = redactor;
    this.pointer = pointer;
    this.text = new ScanFlow(redactor, pointer);
  }

  @Override
  public String more(String piece) {
    if (goesOn) {
      return text.more(piece);
    }
    held.append(piece);
    for (int i = 0; i < piece.length() && !syntax.isNone(); i++) {
      syntax.next(piece.charAt(i));
    }
    if (syntax.isNone()) {
      text.isNoJson();
    }
    return syntax.isNone() || held.length() > HoldBack.MOST ? text.more(taken()) : "";
  }

  @Override
  public String rest() {
    if (goesOn) {
      return text.rest();
    }
    String all = taken();
    if (syntax.isComplete()) {
      return document(all);
    }
    text.isNoJson();
    return text.more(all) + text.rest();
  }

  @Override
  public boolean looksComplete() {
    return !goesOn && syntax.isComplete();
  }

  private String taken() {
    String all = held.toString();
    held.setLength(0);
    held.trimToSize();
    goesOn = true;
    return all;
  }

  /** As the one string it would be in an answer that comes whole. */
  private String document(String all) {
    int slash = pointer.lastIndexOf('/');
    String name = pointer.substring(slash + 1);
    String member = "{" + quoted(name) + ":" + quoted(all) + "}";
    JsonDocument document = JsonDocument.parse(member.getBytes(StandardCharsets.UTF_8));
    Redactor ours =
        new Redactor(redactor.scanner(), redactor.rules(), null, redactor.tally());
    JsonScan.Place place =
        new JsonScan.Place(pointer.substring(0, slash), null, NOTHING, Integer.MAX_VALUE, 0);
    JsonDocument redacted = document.splice(new JsonScan(ours, document, place).edits());
    return redacted.tree().path(name).asString("");
  }

  private static String quoted(String text) {
    return new String(JsonDocument.quote(text), StandardCharsets.UTF_8);
  }

  @Override
  public int held() {
    return held.length() + text.held();
  }

  @Override
  public int remembered() {
    return text.remembered();
  }
}
