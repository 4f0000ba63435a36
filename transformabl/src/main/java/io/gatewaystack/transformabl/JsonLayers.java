package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Follows a text that comes in pieces as far as it is JSON, and the documents inside its strings,
 * and makes edits fit where they stand: escaped for each document around them, quoted in the place
 * of a number. A text that turns out to be no JSON is plain from where it has not left yet. Not
 * safe for use by several threads.
 */
final class JsonLayers {

  /**
   * A run of characters that may be replaced: all or a part of a string, or a number.
   *
   * @param from its first character
   * @param to behind its last character
   * @param around strings of JSON in which it stands
   */
  private record Run(int from, int to, int around, boolean number, boolean name) {
    boolean goesOn(Run next) {
      return to == next.from && number == next.number && around == next.around;
    }
  }

  private List<JsonSyntax> layers; // outermost first; none where the text is no JSON
  private List<Integer> starts = List.of(); // of their texts, in the piece
  private List<Run> runs = List.of(); // of the piece, those still needed
  private int unit; // where a character starts that may be written as an escape of an escape

  private JsonLayers(List<JsonSyntax> layers) {
    this.layers = layers;
  }

  JsonLayers() {
    this(new ArrayList<>(List.of(new JsonSyntax())));
  }

  /** As far as others have come. */
  JsonLayers(JsonLayers other) {
    this(new ArrayList<>(other.layers.size()));
    other.layers.forEach(layer -> layers.add(new JsonSyntax(layer)));
  }

  /** Those of a text that is no JSON. */
  static JsonLayers plain() {
    return new JsonLayers(List.of());
  }

  /** Whether the text is no JSON. */
  boolean isPlain() {
    return layers.isEmpty();
  }

  /** Whether the text is JSON so far, and not complete. */
  boolean isOpen() {
    return !isPlain() && layers.get(0).depth() > 0;
  }

  /** Bytes of memory taken. */
  int memory() {
    return Footprint.OBJECT + layers.size() * JsonSyntax.BYTES + (isPlain() ? 0 : Footprint.OBJECT);
  }

  /**
   * Edits of the next piece of text, changed so that its reader still sees JSON. What follows an
   * edit does not change it. The piece is passed by.
   *
   * @param names whether names of members may be edited
   */
  List<TextEdit> fitted(String piece, List<TextEdit> edits, boolean names) {
    if (isPlain()) {
      return edits;
    }
    unit = 0;
    runs = new ArrayList<>(0);
    starts = new ArrayList<>(Collections.nCopies(layers.size(), 0));
    List<TextEdit> fitted = new ArrayList<>(edits.size());
    int at = 0;
    for (TextEdit edit : edits) {
      at = read(piece, at, edit.end());
      if (isPlain()) {
        fitted.add(edit);
      } else {
        fit(edit, names, fitted);
      }
    }
    read(piece, at, piece.length());
    runs = List.of();
    starts = List.of();
    return fitted;
  }

  /** What an edit does to each string and number it meets: the first takes what is put in. */
  private void fit(TextEdit edit, boolean names, List<TextEdit> fitted) {
    String with = edit.with();
    for (Run run : runs) {
      if (run.to > edit.start() && (names || !run.name)) {
        fitted.add(fitted(run, edit, with));
        with = "";
      }
    }
    runs.removeIf(run -> run.number || run.to < edit.end());
  }

  private static TextEdit fitted(Run run, TextEdit edit, String with) {
    if (run.number) {
      String quoted = new String(JsonDocument.quote(with), StandardCharsets.UTF_8);
      return new TextEdit(run.from, run.to, escaped(quoted, run.around));
    }
    int from = Math.max(run.from, edit.start());
    return new TextEdit(from, Math.min(run.to, edit.end()), escaped(with, run.around));
  }

  private static String escaped(String text, int times) {
    String escaped = text;
    for (int i = 0; i < times; i++) {
      escaped = new String(LiteralCursor.inside(escaped), StandardCharsets.UTF_8);
    }
    return escaped;
  }

  /** Reads up to a position, and a number that stands there to its end; returns where it is. */
  private int read(String piece, int from, int to) {
    int at = from;
    while (at < piece.length() && !isPlain() && (at < to || deepest().isInNumber())) {
      int deep = layers.size();
      boolean content = deepest().isInString();
      next(piece.charAt(at++), at);
      if (!isPlain() && !isInEscape()) {
        add(unit, at, content && deep == layers.size() && deepest().isInString());
        unit = at;
      }
    }
    return at;
  }

  private JsonSyntax deepest() {
    return layers.get(layers.size() - 1);
  }

  private boolean isInEscape() {
    for (JsonSyntax layer : layers) {
      if (layer.isInEscape()) {
        return true;
      }
    }
    return false;
  }

  /** Takes a character, and what it means in each document. */
  private void next(char c, int end) {
    int decoded = c;
    for (int i = 0; i < layers.size() && decoded >= 0; i++) {
      JsonSyntax layer = layers.get(i);
      boolean before = layer.isInString();
      decoded = layer.next((char) decoded);
      if (layer.isNone()) {
        plain(i, end);
        return;
      }
      if (before != layer.isInString()) {
        leave(i + 1);
        if (!before && layers.size() < NestedJson.MAX_DEPTH) {
          layers.add(new JsonSyntax());
          starts.add(end);
        }
        return;
      }
    }
  }

  private void leave(int from) {
    layers.subList(from, layers.size()).clear();
    starts.subList(from, starts.size()).clear();
  }

  /** What looked like a document is the text of a string. */
  private void plain(int layer, int end) {
    if (layer == 0) {
      layers = List.of();
    } else {
      int start = starts.get(layer);
      leave(layer);
      while (!runs.isEmpty() && runs.get(runs.size() - 1).from >= start) {
        runs.remove(runs.size() - 1);
      }
      runs.add(new Run(start, end, layer, false, isInName(layer)));
    }
  }

  private boolean isInName(int around) {
    for (int i = 0; i < around; i++) {
      if (layers.get(i).isInName()) {
        return true;
      }
    }
    return false;
  }

  private void add(int from, int to, boolean content) {
    boolean number = deepest().isInNumber();
    if (!number && !content) {
      return;
    }
    int around = number ? layers.size() - 1 : layers.size();
    Run run = new Run(from, to, around, number, isInName(around));
    int before = runs.size() - 1;
    if (before >= 0 && runs.get(before).goesOn(run)) {
      runs.set(before, new Run(runs.get(before).from, to, around, number, run.name));
    } else {
      runs.add(run);
    }
  }
}
