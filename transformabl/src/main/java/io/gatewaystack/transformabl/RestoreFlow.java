package io.gatewaystack.transformabl;

import java.util.List;

/**
 * Puts values in the place of the tokens of a text that comes in pieces. Held back is only what may
 * be the beginning of a token, so never more than the longest token. In JSON, values are escaped
 * for each document around them.
 */
final class RestoreFlow implements TextFlow {
  private final Restorer restorer;
  private final JsonLayers json = new JsonLayers();
  private String pending = "";

  RestoreFlow(Restorer restorer) {
    this.restorer = restorer;
  }

  @Override
  public String more(String piece) {
    String text = pending + piece;
    int decided = restorer.decided(text);
    pending = text.substring(decided);
    return restored(text.substring(0, decided));
  }

  @Override
  public String rest() {
    String rest = pending;
    pending = "";
    return restored(rest);
  }

  @Override
  public int held() {
    return pending.length();
  }

  @Override
  public boolean mayEnd() {
    return pending.isEmpty() && !json.isOpen();
  }

  @Override
  public int memory() {
    return Footprint.OBJECT + Footprint.of(pending) + json.memory();
  }

  private String restored(String text) {
    List<TextEdit> edits = restorer.edits(text, restorer.growth());
    return TextEdit.apply(text, json.fitted(text, edits, true));
  }
}
