package io.gatewaystack.validatabl;

import com.google.re2j.Pattern;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * The URIs that {@link ResourceUri#isPlain} takes, as far as they begin in one way, in the words of
 * policies: what lies behind a template is looked for by them. What the beginning says already is
 * left out, which makes the search much shorter.
 *
 * @param within what all of them fulfil
 * @param outside none of which they fulfil
 */
record PlainUris(List<Condition> within, List<Condition> outside) {
  /** Most characters of a beginning that are worth repeating. */
  private static final int MAX_HEAD = 300;

  /** Characters that need no code, but for dots and slashes. */
  private static final String LARGE = "a-zA-Z0-9\\-_~!$&'()*+,=:@";

  /** A code of a character of ASCII that is no part of a path's structure and may have a code. */
  private static final String ASCII_CODE = "%(?:2[0-9A-C]|3[AC-F]|40|5[BDE]|60|7[BCD])";

  /** A code of a character beyond ASCII and its controls (RFC 3629, section 4). */
  private static final String UTF_8 =
      ("%C2%[AB]h|%C[3-9A-F]t|%Dht|%E0%[AB]ht|%E[1-9A-CEF]tt|%ED%[89]ht"
              + "|%F0%[9AB]htt|%F[1-3]ttt|%F4%8htt")
          .replace("t", "%[89AB]h")
          .replace("h", "[0-9A-F]");

  private static final String CODE = ASCII_CODE + "|" + UTF_8;

  /** A gateway may have put the exact name of a server, and a plus, before the scheme. */
  private static final String SERVER = "(?:[A-Za-z][A-Za-z0-9._\\-]*\\+)*";

  private static final String SCHEME = SERVER + "[a-z][a-z0-9._\\-]*:";
  private static final String WELL_KNOWN = "(?:https?|wss?|ftp|file):";
  private static final String SEGMENTS = "(?:/" + segment(LARGE) + ")*";
  private static final String PATH = "/(?:" + segment(LARGE) + SEGMENTS + ")?";
  private static final String WITH_AUTHORITY = "(?:" + segment(LARGE + "\\[\\]") + ")?" + SEGMENTS;
  private static final String WITHOUT_AUTHORITY = "(?:" + segment(LARGE) + ")?" + SEGMENTS;
  private static final String ANY =
      (SCHEME + "(?://" + WITH_AUTHORITY + "|" + WITHOUT_AUTHORITY + ")")
          + ("|" + SERVER + WELL_KNOWN + "//(?:" + segment(LARGE) + ")?/");

  /** What stands behind a path: values of the application's own, encoded as often as it likes. */
  private static final String REST =
      "(?:[?](?:[" + LARGE + "./?;]|%(?:2F|3B|5C|[89A-F][0-9A-F])|" + ASCII_CODE + ")+)?";

  /** A percent sign, encoded, in front of what a reader that decodes again may take for digits. */
  private static final String ENCODED_TWICE = "[^?]*%25(?:[0-9A-Fa-f]|%[C-F].(?:%[89AB].)*){2}.*";

  /** A dot segment in what some take for a query and others for the rest of the path. */
  private static final String DOTS_BEHIND_PATH =
      "[^?]*[?].*(?:/|%2F|%5C)\\.\\.?(?:[/?&;].*|%2F.*|%5C.*)?";

  /** A space, encoded, at an end of a segment. */
  private static final String SPACE_AT_END = "[^?:]*:%20.*|[^?]*(?:/%20|%20/).*|[^?]*%20(?:[?].*)?";

  private static final String WEB = SERVER + "(?:https?|wss?|ftp)://";

  /** What ends an authority. */
  private static final String END = "(?:[/?].*)?";

  private static final String ODD_BEGINNING =
      (SERVER + WELL_KNOWN + "/?(?:[^/].*)?")
          + ("|" + SERVER + WELL_KNOWN + "//[^/?]*(?:[@%A-Z].*|[?].*)?")
          + ("|" + WEB + "[^/?]*:(?:0[0-9]*)?" + END)
          + ("|" + WEB + "[^/?:]*\\[.*")
          + ("|" + WEB + "(?:[^/?:]*\\.)?(?:[0-9]+|0x[0-9a-f]*)?(?::[^/?]*)?" + END)
          + ("|" + SERVER + "(?:http|ws)://[^/?]*:80" + END)
          + ("|" + SERVER + "(?:https|wss)://[^/?]*:443" + END)
          + ("|" + SERVER + "ftp://[^/?]*:21" + END)
          + ("|" + SERVER + "file://[^/].*")
          + ("|" + SERVER + "file:[^?]*[?].*");

  /** One or more characters that are no dot segment. */
  private static String segment(String characters) {
    String noDot = "(?:[" + characters + "]|" + CODE + ")";
    return "(?:(?:\\.\\.?)?" + noDot + "|\\.\\.\\.)(?:[" + characters + ".]|" + CODE + ")*";
  }

  static Condition matching(String expression) {
    return new Condition("resource", Operator.MATCHES, expression);
  }

  /**
   * Those that begin in one way, or more.
   *
   * @param beginning may be empty
   * @param rest whether something may stand behind the path
   */
  static PlainUris beginning(String beginning, boolean rest) {
    String known = known(beginning);
    boolean query = rest && !(!known.isEmpty() && scheme(beginning).equals("file"));
    List<Condition> outside =
        new ArrayList<>(List.of(matching(ENCODED_TWICE), matching(SPACE_AT_END)));
    if (query) {
      outside.add(matching(DOTS_BEHIND_PATH));
    }
    if (known.isEmpty()) {
      outside.add(matching(ODD_BEGINNING));
    }
    String path = known.isEmpty() ? ANY : known;
    String whole = query ? "(?:" + path + ")" + REST : path;
    return new PlainUris(List.of(matching(whole)), List.copyOf(outside));
  }

  /** The paths that are plain, when the scheme and what it asks for are known; else empty. */
  private static String known(String beginning) {
    int colon = beginning.indexOf(':');
    if (colon < 0 || colon > MAX_HEAD) {
      return "";
    }
    if (!beginning.startsWith("//", colon + 1)) {
      boolean open = beginning.length() < colon + 3; // two slashes may follow
      return open ? "" : known(beginning.substring(0, colon + 1), "v", WITHOUT_AUTHORITY);
    }
    int slash = beginning.indexOf('/', colon + 3);
    if (slash < 0 || slash > MAX_HEAD) {
      return known(beginning.substring(0, colon + 3), "v", WITH_AUTHORITY);
    }
    boolean wellKnown = ResourceUri.isWellKnown(scheme(beginning));
    return known(beginning.substring(0, slash), "/v", wellKnown ? PATH : SEGMENTS);
  }

  /** What follows a beginning, when that is plain whatever it is. */
  private static String known(String head, String something, String following) {
    boolean told = something.startsWith("/") || !ResourceUri.isWellKnown(scheme(head));
    boolean path = head.indexOf('?') < 0;
    return told && path && ResourceUri.isPlain(head + something)
        ? Pattern.quote(head) + following
        : "";
  }

  private static String scheme(String head) {
    int colon = head.indexOf(':');
    return head.substring(head.lastIndexOf('+', colon) + 1, colon);
  }
}
