package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.validatabl.form.TextRule;
import io.gatewaystack.validatabl.form.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The texts that a field holds in some request. A condition that asks for another one is misspelt.
 *
 * @param form all of them, and perhaps a few more
 * @param whole those that a condition may name as a whole
 * @param told what they are, for messages
 */
record FieldTexts(Texts form, Texts whole, String told) {
  private static final FieldTexts ANY = new FieldTexts(Texts.ANY, "any text");

  private static final FieldTexts SOME =
      new FieldTexts(Texts.ofLength(1, Integer.MAX_VALUE), "a text that is not empty");

  private static final FieldTexts NAME =
      new FieldTexts(
          Texts.ofLength(1, Operation.MAX_NAME), "1 to " + Operation.MAX_NAME + " characters");

  /** What an identity takes for a subject. */
  private static final FieldTexts PRINCIPAL =
      new FieldTexts(
          form(List.of("\\S"), List.of("[[:cntrl:]]")), "not blank, without control characters");

  /** As identities name it. */
  private static final FieldTexts ISSUER =
      new FieldTexts(form(List.of(), List.of("/\\z")), "an issuer without a slash at its end");

  /** What the one reader of paths accepts. */
  private static final FieldTexts PATH =
      new FieldTexts(
          form(List.of("\\A/"), List.of("//", "/\\.\\.?(/|\\z)", "[;\\\\[:cntrl:]]")),
          "a path that begins with a slash and can be read in one way");

  private static final FieldTexts KIND = kinds();

  /** Registered by IANA, and QUERY. */
  private static final Set<String> METHODS =
      Set.of(
          "ACL",
          "BASELINE-CONTROL",
          "BIND",
          "CHECKIN",
          "CHECKOUT",
          "CONNECT",
          "COPY",
          "DELETE",
          "GET",
          "HEAD",
          "LABEL",
          "LINK",
          "LOCK",
          "MERGE",
          "MKACTIVITY",
          "MKCALENDAR",
          "MKCOL",
          "MKREDIRECTREF",
          "MKWORKSPACE",
          "MOVE",
          "OPTIONS",
          "ORDERPATCH",
          "PATCH",
          "POST",
          "PROPFIND",
          "PROPPATCH",
          "PUT",
          "QUERY",
          "REBIND",
          "REPORT",
          "SEARCH",
          "TRACE",
          "UNBIND",
          "UNCHECKOUT",
          "UNLINK",
          "UNLOCK",
          "UPDATE",
          "UPDATEREDIRECTREF",
          "VERSION-CONTROL");

  /** An application may know more methods, which an expression can say. */
  private static final FieldTexts HTTP_METHOD =
      new FieldTexts(
          form(List.of("\\A[!#$%&'*+.^_`|~0-9A-Z-]+\\z"), List.of()),
          Texts.of(METHODS),
          "a registered method, in capitals; another one by matches");

  private FieldTexts(Texts form, String told) {
    this(form, form, told);
  }

  private static Texts form(List<String> matching, List<String> failing) {
    return new Texts(
        null,
        Set.of(),
        matching.stream().map(TextRule::of).toList(),
        failing.stream().map(TextRule::of).toList(),
        1,
        Integer.MAX_VALUE);
  }

  private static FieldTexts kinds() {
    List<String> words = Arrays.stream(Kind.values()).map(OperationFacts::word).toList();
    return new FieldTexts(Texts.of(Set.copyOf(words)), "one of " + String.join(", ", words));
  }

  /** The texts of a field, or of the members of its set. */
  static FieldTexts of(Field field) {
    if (field instanceof Field.Caller caller) {
      return of(caller);
    }
    return field instanceof Field.Request request ? of(request) : ANY;
  }

  private static FieldTexts of(Field.Caller field) {
    return switch (field) {
      case SUBJECT, ACTOR, ACTORS -> PRINCIPAL;
      case ISSUER -> ISSUER;
      case TENANT, PLAN, SOURCE, SCOPES, ROLES, PERMISSIONS -> SOME;
    };
  }

  private static FieldTexts of(Field.Request field) {
    return switch (field) {
      case KIND -> KIND;
      case PROMPT, RESOURCE, MODEL -> NAME;
      case TOOL, METHOD, CLIENT_IP -> SOME; // the path may name a tool
      case HTTP_METHOD -> HTTP_METHOD;
      case PATH -> PATH;
    };
  }

  /** Whether the field holds just this text in some request. */
  boolean may(String text) {
    return whole.accept(text);
  }

  /** Whether the field holds a text that begins so in some request. */
  boolean mayBegin(String prefix) {
    Set<String> among = form.among();
    return among == null
        ? Stream.of("", "x", "X").anyMatch(end -> form.accept(prefix + end))
        : among.stream().anyMatch(text -> text.startsWith(prefix));
  }
}
