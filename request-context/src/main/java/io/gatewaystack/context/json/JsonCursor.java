package io.gatewaystack.context.json;

import io.gatewaystack.context.json.JsonDocument.Edit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves through the structure of a document once, forwards, and takes parts out of it on the way.
 *
 * <p>A cursor stands on a value, at first on the whole document. {@link #enter} goes into an object
 * or array, {@link #next} to its first and each following member or element, {@link #leave} back to
 * the container. What is passed over is not decoded.
 *
 * <pre>{@code
 * cursor.enter();
 * while (cursor.next()) {
 *   if (cursor.keyIs("secret")) {
 *     cursor.remove();
 *   }
 * }
 * cursor.leave();
 * JsonDocument rest = cursor.document();
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class JsonCursor {
  private final JsonDocument document;
  private final byte[] json;
  private final List<Edit> edits = new ArrayList<>();
  private @Nullable Container container;
  private int itemFrom;
  private int keyEnd;
  private int from;
  private int to = -1; // not looked for yet

  JsonCursor(JsonDocument document) {
    this.document = document;
    this.json = document.bytes();
    this.from = Tokens.skipSpace(json, 0);
    this.itemFrom = from;
  }

  /** Whether the value is an object. */
  public boolean isObject() {
    return json[from] == '{';
  }

  /** Whether the value is an array. */
  public boolean isArray() {
    return json[from] == '[';
  }

  /** Whether the value is a string. */
  public boolean isString() {
    return json[from] == '"';
  }

  /** The decoded text of the string the cursor stands on. */
  public String text() {
    if (!isString()) {
      throw new IllegalStateException("not a string");
    }
    return Tokens.text(json, from, to());
  }

  /** The value as it is written. */
  public String raw() {
    return new String(json, from, to() - from, StandardCharsets.UTF_8);
  }

  /** The decoded name of the member the cursor stands on. */
  public String key() {
    inObject();
    return Tokens.text(json, itemFrom, keyEnd);
  }

  /**
   * Whether the member the cursor stands on has a name, however that is escaped.
   *
   * @param name of ASCII characters
   */
  public boolean keyIs(String name) {
    inObject();
    if (keyEnd - itemFrom - 2 < name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      byte b = json[itemFrom + 1 + i];
      if (b != name.charAt(i)) {
        return b == '\\' && key().equals(name);
      }
    }
    return keyEnd - itemFrom - 2 == name.length();
  }

  /** Goes into the object or array; {@link #next} moves to what comes first in it. */
  public void enter() {
    if (!isObject() && !isArray()) {
      throw new IllegalStateException("neither object nor array");
    }
    container = new Container(container, itemFrom, from, isObject());
  }

  /** Moves to the next member or element; false when there is none. */
  public boolean next() {
    Container in = inside();
    if (in.to >= 0) {
      return false;
    }
    int at = Tokens.skipSpace(json, in.started ? settle(in) : in.from + 1);
    if (json[at] == ',') {
      at = Tokens.skipSpace(json, at + 1);
    }
    in.started = true;
    if (json[at] == '}' || json[at] == ']') {
      close(in, at + 1);
      return false;
    }
    itemFrom = at;
    if (in.object) {
      keyEnd = Tokens.endOfString(json, at);
      int colon = Tokens.skipSpace(json, keyEnd);
      at = Tokens.skipSpace(json, colon + 1);
    }
    from = at;
    to = -1;
    return true;
  }

  /** Goes back to the container, over what is left in it. */
  public void leave() {
    Container in = inside();
    while (next()) {
      // what is passed over is kept
    }
    itemFrom = in.itemFrom;
    from = in.from;
    to = in.to;
    container = in.outer;
    if (container != null && container.object) {
      keyEnd = Tokens.endOfString(json, itemFrom);
    }
  }

  /** Takes the member or element out, together with its comma. */
  public void remove() {
    inside().removing = true;
  }

  /** Puts a string in the place of the value. */
  public void replace(String text) {
    replacement(text).run();
  }

  /**
   * Puts a string in the place of the value, which stays, when it is run: once at most, before the
   * cursor has left the container. For what turns out only later.
   */
  public Runnable replacement(String text) {
    Edit edit = new Edit(from, to(), JsonDocument.quote(text));
    return () -> edits.add(edit);
  }

  /**
   * Writes one more member, a string, behind all others of the object: {@link #next} has said that
   * there is none any more.
   *
   * @param name one that no other member has
   */
  public void add(String name, String text) {
    Container in = inside();
    if (!in.object || in.to < 0) {
      throw new IllegalStateException("not at the end of an object");
    }
    int end = in.keptTo >= 0 ? in.keptTo : in.to - 1;
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    if (in.keptTo >= 0) {
      member.write(',');
    }
    member.writeBytes(JsonDocument.quote(name));
    member.write(':');
    member.writeBytes(JsonDocument.quote(text));
    edits.add(new Edit(end, end, member.toByteArray()));
    in.keptTo = end;
  }

  /** Whether anything was removed, replaced or added so far, in what the cursor has left behind. */
  public boolean isChanged() {
    return !edits.isEmpty();
  }

  /**
   * The document without what was removed; the same one when nothing was.
   *
   * @throws IllegalStateException when the cursor is inside of a container
   */
  public JsonDocument document() {
    if (container != null) {
      throw new IllegalStateException("the cursor has not left every container");
    }
    edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
    return document.edited(edits);
  }

  private Container inside() {
    if (container == null) {
      throw new IllegalStateException("the cursor has entered nothing");
    }
    return container;
  }

  private void inObject() {
    if (!inside().object) {
      throw new IllegalStateException("not a member of an object");
    }
  }

  private int to() {
    if (to < 0) {
      to = Tokens.endOfValue(json, from);
    }
    return to;
  }

  /** Where the current item ends; what becomes of it is known now. */
  private int settle(Container in) {
    int end = to();
    if (in.removing) {
      in.removing = false;
      in.removedFrom = in.removedFrom < 0 ? itemFrom : in.removedFrom;
      in.removedTo = end;
      dropEditsFrom(itemFrom);
    } else {
      if (in.removedFrom >= 0) { // with the comma behind what is removed
        cut(in.removedFrom, itemFrom);
        in.removedFrom = -1;
      }
      in.keptTo = end;
    }
    return end;
  }

  /** Changes within what is removed now; they were the last ones made. */
  private void dropEditsFrom(int start) {
    while (!edits.isEmpty() && edits.get(edits.size() - 1).from() >= start) {
      edits.remove(edits.size() - 1);
    }
  }

  private void close(Container in, int end) {
    in.to = end;
    if (in.removedFrom >= 0) { // with the comma before what is removed, if anything is left
      cut(in.keptTo >= 0 ? in.keptTo : in.removedFrom, in.removedTo);
    }
  }

  private void cut(int start, int end) {
    edits.add(new Edit(start, end, new byte[0]));
  }

  /** An object or array that was entered, and how much of it is removed so far. */
  private static final class Container {
    final @Nullable Container outer;
    final int itemFrom;
    final int from;
    final boolean object;
    int to = -1;
    boolean started;
    boolean removing;
    int keptTo = -1;
    int removedFrom = -1;
    int removedTo;

    Container(@Nullable Container outer, int itemFrom, int from, boolean object) {
      this.outer = outer;
      this.itemFrom = itemFrom;
      this.from = from;
      this.object = object;
    }
  }
}
