package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.safety.ReadName;
import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.PlainBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the value at the cursor of a walk is called: the name of its member; when that says nothing,
 * as in {@code {"type":"ssn","value":"…"}}, what stands around it. Not safe for use by several
 * threads.
 */
final class LeafName implements Name {
  /** Names that leave it to their surroundings to say what the value is. */
  private static final Set<String> NEUTRAL =
      Set.of(
          "code",
          "content",
          "data",
          "display",
          "doc_number",
          "docnumber",
          "document_no",
          "document_number",
          "documentno",
          "documentnumber",
          "e164",
          "formatted",
          "full",
          "home",
          "input",
          "item",
          "main",
          "no",
          "num",
          "number",
          "nr",
          "primary",
          "raw",
          "secondary",
          "text",
          "v",
          "val",
          "value",
          "work");

  /** Those of them that make one name with the word in front of them. */
  private static final Set<String> NUMBERS = Set.of("code", "no", "num", "number", "nr");

  /** How names of credentials end, and names that leave it to others. */
  private static final String[] CREDENTIALS = {
    "password",
    "passwd",
    "pwd",
    "pass",
    "passphrase",
    "passcode",
    "pw",
    "wort",
    "secret",
    "key",
    "token",
    "credential",
    "bearer",
    "authorization",
    "confirmation",
    "value",
    "val",
    "v",
    "text",
    "data",
    "content",
    "raw",
    "input",
    "senha",
    "passe",
    "mdp",
    "contrasena",
    "contraseña",
    "clave",
    "woord",
    "senord",
    "passord",
    "adgangskode",
    "salasana",
    "haslo",
    "hasło",
    "heslo",
    "jelszo",
    "jelszó",
    "parola",
    "parolă",
    "geslo",
    "lozinka",
    "sifre",
    "şifre",
    "κωδικός",
    "пароль",
    "schlüssel",
    "schluessel",
    "jeton"
  };

  private static final byte[][][] BY_LAST_LETTER = byLastLetter();

  private static final int LONGEST_NEUTRAL = 9;
  private static final int LONGEST_DOCUMENT = 15; // number

  private final byte[] json;
  private final KnownNames names;
  private final RowNames rows;
  private final Labels labels;
  private final String prefix;
  private final Map<String, String> renamed = new HashMap<>(0); // steps of pointers
  private boolean clear; // the last words were those of the name alone
  private int keyFrom; // the name of the current member, without its quotes
  private int keyTo;
  private @Nullable KnownName kept; // it, if nothing was found in it before
  private boolean changed; // it is one of those that were renamed
  private @Nullable Leaf leaf;
  private final StringBuilder words = new StringBuilder();
  private boolean ready; // they are those of the value at the cursor

  /** Those names in UTF-8, by their last byte as {@link #letter} reads it. */
  private static byte[][][] byLastLetter() {
    byte[][][] sorted = new byte[128][][];
    for (int c = 0; c < sorted.length; c++) {
      int letter = c;
      sorted[c] =
          Arrays.stream(CREDENTIALS)
              .map(name -> name.getBytes(StandardCharsets.UTF_8))
              .filter(name -> letter(name[name.length - 1]) == letter)
              .toArray(byte[][]::new);
    }
    return sorted;
  }

  private static int letter(byte b) {
    return (b | 0x20) & 0x7F;
  }

  /**
   * The names in a document.
   *
   * @param names in which nothing was found
   * @param prefix the pointer of the document
   * @param sink knows what becomes of labels
   */
  LeafName(byte[] json, KnownNames names, String prefix, LeafScan.Sink sink) {
    this.json = json;
    this.names = names;
    this.prefix = prefix;
    this.rows = new RowNames(json);
    this.labels = new Labels(json, sink);
  }

  /** Goes on to a key or value. */
  void visit(Leaf next) {
    leaf = next;
    ready = false;
    if (next.kind() == Leaf.Kind.KEY) {
      keyFrom = next.from() + 1;
      keyTo = next.to() - 1;
      changed = false;
      kept = names.find(json, keyFrom, keyTo);
      rows.key(keyFrom, keyTo);
    } else {
      rows.value(next);
    }
  }

  /** The name at the cursor, if nothing was found in it before, here or in another document. */
  @Nullable KnownName kept() {
    return kept;
  }

  /**
   * Keeps the name at the cursor: nothing was found in it.
   *
   * @param read what its words mean; null when that would have to be read again
   */
  void keep(@Nullable ReadName read) {
    kept = read == null ? null : names.keep(json, keyFrom, keyTo, read);
  }

  /**
   * Leaves a value behind.
   *
   * @param now what becomes of its text; null when it stays
   */
  void leave(Leaf value, @Nullable String now) {
    rows.leave(value, now);
    labels.leave(keyFrom, keyTo, value, now);
  }

  /** Reads a name as it will be read afterwards. */
  void renamed(String key, String now) {
    renamed.put(step(key), step(now));
    changed = true;
  }

  private static String step(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  @Override
  public CharSequence words() {
    Leaf value = leaf;
    if (ready || value == null) {
      return words;
    }
    ready = true;
    words.setLength(0);
    if (value.kind() == Leaf.Kind.KEY) {
      return words;
    }
    String column = rows.name();
    if (!column.isEmpty()) {
      clear = false;
      return words.append(column);
    }
    clear = !changed && !isNeutral(keyFrom, keyTo) && PlainBytes.are(json, keyFrom, keyTo);
    if (clear) {
      for (int i = keyFrom; i < keyTo; i++) {
        words.append((char) json[i]);
      }
    } else {
      surroundings(value);
    }
    return words;
  }

  @Override
  public Says known() {
    KnownName name = kept;
    return name != null && rows.name().isEmpty() ? name.says() : Says.UNKNOWN;
  }

  /** What leaves it to its surroundings may say something next time. */
  @Override
  public void says(Says what) {
    KnownName name = kept;
    if (name != null && rows.name().isEmpty()) {
      name.says(clear ? what : Says.SOMETHING);
    }
  }

  /** The names of the containers, up to one that is not neutral, and the label. */
  private void surroundings(Leaf value) {
    String pointer = prefix.isEmpty() ? value.pointer() : prefix + value.pointer();
    int start = pointer.lastIndexOf('/') + 1;
    while (start > 1 && isNeutral(pointer.substring(start, end(pointer, start)))) {
      start = pointer.lastIndexOf('/', start - 2) + 1;
    }
    boolean first = true;
    for (int at = start; at <= pointer.length(); at = end(pointer, at) + 1) {
      String step = pointer.substring(at, end(pointer, at));
      String now = renamed.isEmpty() ? step : renamed.getOrDefault(step, step);
      if (first ? !isNeutral(now) : NUMBERS.contains(now.toLowerCase(Locale.ROOT))) {
        words.append(now).append(' ');
      }
      first = false;
    }
    words.append(labels.of(value));
  }

  private static int end(String pointer, int start) {
    int slash = pointer.indexOf('/', start);
    return slash < 0 ? pointer.length() : slash;
  }

  private boolean isNeutral(int from, int to) {
    boolean document = to - from <= LONGEST_DOCUMENT && (json[from] | 0x20) == 'd';
    return (to - from <= LONGEST_NEUTRAL || document) && isNeutral(text(from, to));
  }

  private static boolean isNeutral(String step) {
    return step.isEmpty()
        || Character.isDigit(step.charAt(0))
        || NEUTRAL.contains(step.toLowerCase(Locale.ROOT));
  }

  private String text(int from, int to) {
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  @Override
  public boolean mayNameCredential() {
    if (!rows.name().isEmpty()) {
      return true;
    }
    KnownName name = kept;
    Boolean known = name == null ? null : name.mayNameCredential();
    boolean may = known == null ? endsLikeCredential() : known;
    if (name != null && known == null) {
      name.mayNameCredential(may);
    }
    return may;
  }

  private boolean endsLikeCredential() {
    int end = keyTo;
    while (end > keyFrom && (json[end - 1] < 'A' || (json[end - 1] | 0x20) == 's')) {
      end--; // digits, marks and the plural
    }
    return endsLikeCredential(keyTo) || end < keyTo && endsLikeCredential(end);
  }

  private boolean endsLikeCredential(int end) {
    int last = end > keyFrom ? letter(json[end - 1]) : 0;
    for (byte[] credential : BY_LAST_LETTER[last]) {
      if (endsWith(credential, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean endsWith(byte[] credential, int end) {
    int from = end - credential.length;
    if (from < keyFrom) {
      return false;
    }
    for (int i = credential.length - 1; i >= 0; i--) {
      if (letter(json[from + i]) != letter(credential[i])) {
        return false;
      }
    }
    return true;
  }
}
