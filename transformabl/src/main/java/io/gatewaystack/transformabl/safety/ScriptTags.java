package io.gatewaystack.transformabl.safety;

import java.util.List;
import java.util.Set;

/** What markup brings along: scripts of its own, or those that a page names. */
final class ScriptTags {
  private static final int FAR = 200;
  private static final int SOON = 120;
  private static final String OPEN = "<script";

  /** What a script sets to lead elsewhere, or to write into the page. */
  private static final List<String> OF_PAGE =
      List.of("location", "href", "src", "cookie", "innerhtml", "outerhtml", "onerror", "action");

  /** Calls that show that a script runs, and those that reach out. */
  private static final Set<String> OF_SCRIPTS =
      Set.of("alert", "prompt", "confirm", "eval", "fetch", "import", "atob", "document.write");

  private final CodeText text;

  ScriptTags(CodeText text) {
    this.text = text;
  }

  /** Whether a script follows, not just what stands for none: {@code javascript:void(0)}. */
  boolean isNoScript(int to) {
    return text.startsWith("void(0", to)
        || text.lower(to) == ';'
        || staysInside(to)
        || callsOwn(to);
  }

  /** Whether a function of the page is called, with nothing to work on: {@code "save()"}. */
  private boolean callsOwn(int to) {
    int from = text.lower(to) == '"' ? to + 1 : to;
    int end = from;
    while (end - from < FAR && (text.isWord(end) || text.lower(end) == '.')) {
      end++;
    }
    boolean bare = end > from && (text.startsWith("()", end) || text.startsWith("(this)", end));
    String name = text.part(from, end);
    return bare && !OF_SCRIPTS.contains(name) && OF_PAGE.stream().noneMatch(name::contains);
  }

  /** Whether only the element itself changes: {@code "this.style.display='none'"}. */
  private boolean staysInside(int to) {
    int at = to + 1;
    boolean own = text.lower(to) == '"' && text.startsWith("this.", at);
    while (own && at < text.length() && at - to < FAR && text.lower(at) != '"') {
      own =
          "+`".indexOf(text.lower(at)) < 0 && (text.lower(at) != '(' || text.lower(at + 1) == ')');
      at++;
    }
    return own;
  }

  /**
   * Whether, behind the name of a script tag, a source or a call follows soon, or its end. A page
   * that sets values of its own, and soon no more, brings nothing along.
   */
  boolean holdsScript(int to) {
    if (text.isWord(to) || text.startsWith(" type=\"application/ld+json", to) || isLinked(to)) {
      return false;
    }
    int body = -1; // where the tag is closed
    boolean sets = false;
    for (int at = to; at < text.length() && at - to < SOON; at++) {
      char c = text.lower(at);
      if (body < 0 ? c == '=' && isElsewhere(at + 1) : c == '(' || c == '=' && !isSetting(at, to)) {
        return true;
      }
      if (body >= 0 && at > body && text.startsWith("</s", at)) {
        return !sets;
      }
      if (c == '\n' && at - to > 1) {
        return sets;
      }
      sets |= body >= 0 && c == '=';
      body = body < 0 && c == '>' ? at + 1 : body;
    }
    return sets;
  }

  /** Whether what is set before an equals sign is a value of the page's own, and so is the page. */
  private boolean isSetting(int equals, int tag) {
    int end = text.beforeSpace(equals) + 1;
    boolean ofPage = OF_PAGE.stream().anyMatch(name -> text.startsWith(name, end - name.length()));
    return !ofPage && !isInValue(tag - OPEN.length());
  }

  /**
   * Whether a page names its script here, as pages do: by a quoted address of https, with nothing
   * in the element. Behind a value, or behind the quote that ends one, none does.
   */
  private boolean isLinked(int to) {
    if (isInValue(to - OPEN.length())) {
      return false;
    }
    int at = to;
    while (at < text.length() && at - to < FAR && text.lower(at) != '>') {
      at++;
    }
    return text.contains(" src=\"https://", to, at) && text.startsWith("></script>", at);
  }

  /** Whether a tag stands right behind a value, behind a sentence, or behind the end of another. */
  private boolean isInValue(int open) {
    int before = text.beforeSpace(open);
    if (before < 0 || text.lower(open - 1) == '\n') {
      return false;
    }
    if (text.lower(before) != '>') {
      return text.isWord(open - 1) || "\"').!?;".indexOf(text.lower(before)) >= 0;
    }
    int tag = before;
    while (tag > 0 && before - tag < FAR && text.lower(tag) != '<') {
      tag--;
    }
    return text.lower(tag) != '<';
  }

  /** Whether an address that starts here, quoted or not, is not one of the same site. */
  private boolean isElsewhere(int at) {
    int from = text.lower(at) == '"' || text.lower(at) == '\'' ? at + 1 : at;
    return text.startsWith("http", from)
        || text.startsWith("//", from)
        || text.startsWith("data:", from)
        || text.startsWith("javascript:", from);
  }
}
