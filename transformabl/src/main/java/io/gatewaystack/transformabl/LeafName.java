package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.safety.ReadName;
import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.PlainBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the value at the cursor of a walk is called: the name of its member; when that says nothing,
 * as in {@code {"type":"ssn","value":"…"}}, what stands around it. Not safe for use by several
 * threads.
 */
final class LeafName implements Name {
  private static final int LONGEST = 256; // characters of a name that are read

  private final byte[] json;
  private final KnownNames names;
  private final RowNames rows;
  private final Labels labels;
  private final Asked asked;
  private final String prefix;
  private final Map<String, String> renamed = new HashMap<>(0); // steps of pointers
  private boolean clear; // the last words were those of the name alone
  private int keyFrom; // the name of the current member, without its quotes
  private int keyTo;
  private @Nullable KnownName kept; // it, if nothing was found in it before
  private boolean changed; // it is one of those that were renamed
  private String question = ""; // that the value at the cursor answers
  private boolean over; // its object has ended: what comes next is the element of an array
  private int end; // of the leaf before
  private @Nullable Leaf leaf;
  private final StringBuilder words = new StringBuilder();
  private boolean ready; // they are those of the value at the cursor

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
    this.asked = new Asked(json);
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
      over = false;
      rows.key(keyFrom, keyTo);
    } else {
      over |= endsObject(next.from());
      rows.value(next);
      question = over ? "" : asked.of(keyFrom, keyTo, next);
    }
    end = next.to();
  }

  private boolean endsObject(int from) {
    for (int at = end; at < from; at++) {
      if (json[at] == '}') {
        return true;
      }
    }
    return false;
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
    asked.leave(keyFrom, keyTo, value, now);
  }

  /** Reads a name as it will be read afterwards. */
  void renamed(String key, String now) {
    renamed.put(near(step(key)), near(step(now)));
    changed = true;
  }

  private static String step(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** What of a step is read: words say what stands near. */
  private static String near(String step) {
    return step.substring(Math.max(0, step.length() - LONGEST));
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
    int near = Math.max(keyFrom, keyTo - LONGEST);
    clear =
        isOfKey()
            && !changed
            && !NeutralNames.areIn(json, keyFrom, keyTo)
            && PlainBytes.are(json, near, keyTo);
    if (clear) {
      for (int i = near; i < keyTo; i++) {
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
    return name != null && isOfKey() ? name.says() : Says.UNKNOWN;
  }

  /** What leaves it to its surroundings may say something next time. */
  @Override
  public void says(Says what) {
    KnownName name = kept;
    if (name != null && isOfKey()) {
      name.says(clear ? what : Says.SOMETHING);
    }
  }

  /** Whether the value at the cursor has its name from the last key. */
  private boolean isOfKey() {
    return !over && question.isEmpty() && rows.name().isEmpty();
  }

  /** The names of the containers, up to one that is not neutral, and the label. */
  private void surroundings(Leaf value) {
    List<String> steps = steps(value.pointer());
    for (int i = steps.size() - 1; i >= 0; i--) {
      String step = steps.get(i);
      boolean outer = i == steps.size() - 1;
      if (outer ? !NeutralNames.contain(step) : NeutralNames.areNumber(step)) {
        words.append(step).append(' ');
      }
    }
    words.append(labels.of(value));
    if (!question.isEmpty()) {
      words.append(' ').append(question);
    }
  }

  /** The last steps to a value as they will be read, from the last to one that says something. */
  private List<String> steps(String pointer) {
    List<String> steps = new ArrayList<>();
    collect(pointer, steps);
    collect(prefix, steps);
    return steps;
  }

  private void collect(String pointer, List<String> steps) {
    int end = pointer.length();
    while (end > 0 && (steps.isEmpty() || NeutralNames.contain(steps.get(steps.size() - 1)))) {
      int start = end;
      while (pointer.charAt(start - 1) != '/' && end - start < LONGEST) {
        start--;
      }
      String step = pointer.substring(start, end);
      String now = renamed.isEmpty() ? step : renamed.getOrDefault(step, step);
      steps.add(isOfMessage(now, steps) ? "" : now);
      end = start - 1;
    }
  }

  /** The parts of a message to a model, {@code "parts":[{"text":"…"}]}, are no spare parts. */
  private static boolean isOfMessage(String step, List<String> inside) {
    int text = inside.size() - 2;
    return step.equals("parts") && text >= 0 && inside.get(text).equals("text");
  }

  @Override
  public boolean mayNameCredential() {
    if (!isOfKey()) {
      return true;
    }
    KnownName name = kept;
    Boolean known = name == null ? null : name.mayNameCredential();
    boolean may = known == null ? CredentialNames.isOne(json, keyFrom, keyTo) : known;
    if (name != null && known == null) {
      name.mayNameCredential(may);
    }
    return may;
  }
}
