package io.gatewaystack.context.response;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of one block of an event stream, be it an event or not (WHATWG HTML, section 9.2), of
 * which single fields can be given other values. All other lines stay as they stand, comments and
 * unknown fields included, and a changed line keeps its place and its line break.
 *
 * <p>Each byte is held as one character (ISO-8859-1), so that what is not UTF-8 stays as it is,
 * too. Immutable.
 */
public final class EventLines {
  private final String lines;

  private EventLines(String lines) {
    this.lines = lines;
  }

  /** A block as it arrived, with its blank line. */
  public static EventLines of(byte[] block) {
    return new EventLines(new String(block, StandardCharsets.ISO_8859_1));
  }

  /** The block. */
  public byte[] bytes() {
    return lines.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The value of a field, the last one where it has several; empty when the block has no such. */
  public Optional<String> value(String field) {
    Optional<String> value = Optional.empty();
    for (int from = 0; from < lines.length(); ) {
      Line line = Line.at(lines, from);
      from += line.length();
      value = line.isOf(field) ? Optional.of(line.value(field)) : value;
    }
    return value;
  }

  /**
   * The block with another value of a field, one line for each line of the value. They stand where
   * the field's lines stood; where there are more of them than before, behind the last one, and
   * where there were none, at the end.
   */
  public EventLines with(String field, byte[] value) {
    Iterator<String> values = split(new String(value, StandardCharsets.ISO_8859_1)).iterator();
    StringBuilder out = new StringBuilder(lines.length() + value.length);
    Line last = new Line(field + ": ", "\n");
    int behind = -1;
    for (int from = 0; from < lines.length(); ) {
      Line line = Line.at(lines, from);
      from += line.length();
      if (!line.isOf(field)) {
        behind = line.isBlank() && behind < 0 ? out.length() : behind;
        line.appendTo(out);
      } else if (values.hasNext()) {
        last = line.with(field, values.next());
        last.appendTo(out);
        behind = out.length();
      }
    }
    StringBuilder more = new StringBuilder();
    while (values.hasNext()) {
      last.with(field, values.next()).appendTo(more);
    }
    return new EventLines(out.insert(behind, more).toString());
  }

  /** The block without a field. */
  public EventLines without(String field) {
    StringBuilder out = new StringBuilder(lines.length());
    for (int from = 0; from < lines.length(); ) {
      Line line = Line.at(lines, from);
      from += line.length();
      if (!line.isOf(field)) {
        line.appendTo(out);
      }
    }
    return new EventLines(out.toString());
  }

  /** The lines of a text; the empty one behind a last line break is one of them. */
  private static List<String> split(String text) {
    List<String> split = new ArrayList<>(1);
    int from = 0;
    for (int end = endOfLine(text, 0); end < text.length(); end = endOfLine(text, from)) {
      split.add(text.substring(from, end));
      from = end + breakAt(text, end);
    }
    split.add(text.substring(from));
    return split;
  }

  private static int endOfLine(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** How many characters break the line there: two for CR LF, none at the end of the text. */
  private static int breakAt(String text, int end) {
    boolean pair = text.startsWith("\r\n", end);
    return pair ? 2 : Math.min(1, text.length() - end);
  }

  /**
   * One line.
   *
   * @param content without the line break
   * @param lineBreak LF, CR or CR LF
   */
  private record Line(String content, String lineBreak) {

    static Line at(String text, int from) {
      int end = endOfLine(text, from);
      return new Line(text.substring(from, end), text.substring(end, end + breakAt(text, end)));
    }

    int length() {
      return content.length() + lineBreak.length();
    }

    boolean isBlank() {
      return content.isEmpty();
    }

    boolean isOf(String field) {
      return content.startsWith(field)
          && (content.length() == field.length() || content.charAt(field.length()) == ':');
    }

    String value(String field) {
      String value = content.substring(Math.min(content.length(), field.length() + 1));
      byte[] utf8 = value.getBytes(StandardCharsets.ISO_8859_1);
      String text = new String(utf8, StandardCharsets.UTF_8);
      return text.startsWith(" ") ? text.substring(1) : text;
    }

    /** A line as this one is written; this one itself when it says the same. */
    Line with(String field, String value) {
      boolean spaced = content.startsWith(": ", field.length());
      String now = field + (spaced || value.startsWith(" ") ? ": " : ":") + value;
      boolean same = value.isEmpty() && content.equals(field);
      return new Line(same ? content : now, lineBreak);
    }

    void appendTo(StringBuilder out) {
      out.append(content).append(lineBreak);
    }
  }
}
