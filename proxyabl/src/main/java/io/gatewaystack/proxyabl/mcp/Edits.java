package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonDocument.Edit;
import io.gatewaystack.context.json.JsonSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Changes to single values of a document; everything else stays as it was written. */
final class Edits {
  private final JsonDocument document;
  private final List<Edit> edits = new ArrayList<>();

  private Edits(JsonDocument document) {
    this.document = document;
  }

  static Edits of(JsonDocument document) {
    return new Edits(document);
  }

  /** A value becomes a string. */
  Edits text(JsonSpan value, String text) {
    return raw(value, JsonDocument.quote(text));
  }

  /** A value becomes another, given as JSON. */
  Edits raw(JsonSpan value, byte[] json) {
    edits.add(new Edit(value.from(), value.to(), json));
    return this;
  }

  /** A string gets a prefix of plain ASCII without quotes and backslashes. */
  Edits prefix(JsonSpan string, String prefix) {
    int behindQuote = string.from() + 1;
    edits.add(new Edit(behindQuote, behindQuote, prefix.getBytes(StandardCharsets.US_ASCII)));
    return this;
  }

  /** A member of an object is set, replaced where it is, else put first. */
  Edits member(JsonSpan object, String name, byte[] json) {
    Optional<JsonSpan> present = object.member(name);
    if (present.isPresent()) {
      return raw(present.get(), json);
    }
    boolean empty = object.isEmpty();
    int behindBrace = object.from() + 1;
    edits.add(new Edit(behindBrace, behindBrace, member(name, json, empty ? "" : ",")));
    return this;
  }

  private static byte[] member(String name, byte[] json, String end) {
    byte[] key = JsonDocument.quote(name);
    byte[] all = new byte[key.length + 1 + json.length + end.length()];
    System.arraycopy(key, 0, all, 0, key.length);
    all[key.length] = ':';
    System.arraycopy(json, 0, all, key.length + 1, json.length);
    if (!end.isEmpty()) {
      all[all.length - 1] = ',';
    }
    return all;
  }

  /** The changed document; the same one when nothing changes. */
  JsonDocument apply() {
    edits.sort(Comparator.comparingInt(Edit::from));
    return document.splice(edits);
  }
}
