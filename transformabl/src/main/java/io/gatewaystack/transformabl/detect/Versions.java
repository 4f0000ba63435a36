package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.Locale;
import java.util.Set;

/**
 * Tells four numbers that are a version, or the number of a section, from an address: by the words
 * around them, by the product in front of them, and by where they stand on their line.
 */
final class Versions {
  private static final int LONGEST_WORD = 15;
  private static final int MOST_MARKS = 3;
  private static final String MARKS = " .:@=";
  private static final String QUOTES_BEFORE = "\"'`[(|";
  private static final String QUOTES_BEHIND = "\"'`])|";
  private static final int LONGEST_NORM = 6; // digits
  private static final int SHORT_WORDS = 9; // letters between a word and its version
  private static final int MOST_SECTIONS = 100; // of one chapter
  static final int TINY = 32; // few addresses have only numbers below it

  /** Words for the places of a text, some as they are shortened before numbers. */
  private static final Set<String> PLACES =
      words(
          """
          abb abbildung abs abschn art cap control equation exercise fig figura figure hfst item
          kap klausel lemma listing lp norm nr objective pkt ponto pos poz punkt punto req
          requirement rozdz rule schema score sec sect standard step tab tabela tabell tabella
          tabelle tabla table task theorem tz wbs ziff čl""");

  /** Words whose numbered texts have sections: {@code RFC 8446 4.2.8.1}. */
  private static final Set<String> NORMS = words("ansi din en iec ieee iso itu nist rfc");

  /** Products whose version follows their name. */
  private static final Set<String> PRODUCTS =
      words(
          """
          acrobat airflow android ansible anydesk apache applewebkit argo blender cassandra centos
          chrome chromedriver chromium cmake consul cuda cudnn curl debian directx discord django
          docker dotnet drupal eclipse elasticsearch electron envoy esxi etcd excel fedora ffmpeg
          firefox flink flutter fortios git gitlab glibc golang gradle grafana hadoop haproxy helm
          hibernate httpd illustrator intellij ios ipados istio itunes java jdk jenkins jetty jira
          joomla joplin jquery jre junos kafka keycloak kibana kotlin kubernetes libreoffice linux
          llvm logstash macos magento mariadb maven memcached minecraft mongodb moodle mysql net
          nextcloud nginx nifi node nodejs notepad numpy odoo office openjdk openldap openshift
          openssh openssl openvpn opera oracle osx outlook pandas perl photoshop php postgres
          postgresql powershell prometheus python pytorch qt quarkus rabbitmq rails redis ruby
          rust safari sap scala signal skype slack solr spark splunk spring sqlite sqlserver steam
          swift teams teamviewer telegram tensorflow terraform thunderbird tomcat traefik ubuntu
          unity unreal vault virtualbox vlc vmware vscode vsphere webkit whatsapp wildfly windows
          winrar wireguard wordpress xcode zookeeper zoom""");

  /** Words between a product and its version. */
  private static final Set<String> EDITIONS =
      Set.of(
          "client",
          "community",
          "desktop",
          "engine",
          "enterprise",
          "esr",
          "lts",
          "runtime",
          "server");

  /** Words behind which addresses stand. */
  private static final Set<String> MACHINES =
      words(
          """
          address against allow allowed and at attacker ban banned bind block blocked bound box by
          camera client clients connect connected connecting curl denied deny device dig endpoint
          for hop http https ips is listen listening login lookup machine nmap nodes
          nslookup or origin pod printer proxy reach reached resolve resolved resolves route
          router scan scanned ssh switch target telnet traceroute unreachable use user using
          via visitor vm was whois""");

  /** Those of them behind which much else stands, so that few addresses do that are made up. */
  private static final Set<String> FILLERS =
      Set.of("and", "for", "is", "or", "use", "using", "was");

  /** Words right behind which addresses stand even where versions are spoken of. */
  private static final Set<String> ENDPOINTS =
      words("address attacker client clients endpoint machine origin peer proxy router visitor");

  /** Words behind which anything stands; addresses that are made up, too. */
  private static final Set<String> ROADS = Set.of("from", "in", "of", "on", "to");

  /** Words for the versions before or after one, and for addresses. */
  private static final Set<String> BOUNDS = Set.of("above", "below", "higher", "lower", "up");

  /** Words for those alone. */
  private static final Set<String> AGES = Set.of("earlier", "later", "newer", "older");

  private Versions() {}

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }

  /** Whether four numbers are none of a machine. */
  static boolean are(Reading reading, Digits digits) {
    boolean small = below(MOST_SECTIONS, digits) == 4;
    if (say(reading, digits, small)) {
      reading.kin().version(digits.from(0));
      return true;
    }
    return !isPrivate(digits) && VersionKin.are(reading, digits, small);
  }

  /** Whether what stands around numbers says that they are none of a machine. */
  private static boolean say(Reading reading, Digits digits, boolean small) {
    NormalText text = reading.text();
    int from = digits.from(0);
    if (small
        && !isOfMachine(digits)
        && (isNumbered(text, from) || Headings.are(text, digits, isRare(digits)))) {
      return true;
    }
    return VersionLists.goOn(reading, digits)
        || isTiny(reading, digits)
        || ToldVersions.are(reading, digits)
        || !isPrivate(digits)
            && (isVersion(reading, from, digits.to(3))
                || VersionMarks.are(text, digits)
                || isBehindProduct(text, digits, small)
                || isBoundBehind(text, digits));
  }

  /** Whether others of a row are counted in behind them: {@code 3.9.2.1 and later}. */
  private static boolean isBoundBehind(NormalText text, Digits digits) {
    int to = digits.to(3);
    boolean either = text.startsWith(" or ", to);
    int word = either ? to + 4 : text.startsWith(" and ", to) ? to + 5 : to;
    if (word == to || !either && isOfMachine(digits)) {
      return false;
    }
    String bound = text.text(word, text.wordEnd(word)).toLowerCase(Locale.ROOT);
    return AGES.contains(bound) || BOUNDS.contains(bound) && !isOfMachine(digits);
  }

  /** How many of the numbers are smaller than one. */
  private static int below(int limit, Digits digits) {
    int count = 0;
    for (int group = 0; group < 4; group++) {
      count += digits.value(group, group) < limit ? 1 : 0;
    }
    return count;
  }

  /** In a private network, or known to everybody: {@code 8.8.4.4}, {@code 1.0.0.1}. */
  private static boolean isOfMachine(Digits digits) {
    long first = digits.value(0, 0);
    long second = digits.value(1, 1);
    long third = digits.value(2, 2);
    long last = digits.value(3, 3);
    return first == 10 || first == second && third == last || first == last && second == third;
  }

  /** Whether a word for a place in a text stands in front: {@code Pos. 1.1.2.10}. */
  private static boolean isNumbered(NormalText text, int from) {
    int end = text.at(from - 1) == ' ' ? from - 1 : from;
    end -= text.at(end - 1) == '.' ? 1 : 0;
    int number = end;
    while (end - number < LONGEST_NORM && text.isDigit(number - 1)) {
      number--;
    }
    boolean norm = number < end && text.at(number - 1) == ' ';
    return norm && NORMS.contains(wordBefore(text, number - 1))
        || end < from && PLACES.contains(wordBefore(text, end));
  }

  /** The letters that end at a place, in lower case; empty when there are none, or too many. */
  static String wordBefore(NormalText text, int end) {
    if (end <= 0) {
      return "";
    }
    int start = end;
    while (end - start <= LONGEST_WORD && Character.isLetter(text.at(start - 1))) {
      start--;
    }
    return end - start > LONGEST_WORD ? "" : text.text(start, end).toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the numbers are smaller than those of nearly all addresses, and the word in front of
   * them does not speak of machines, or there is none: {@code serde@1.0.19.1}, {@code Test
   * 3.1.2.2}.
   */
  private static boolean isTiny(Reading reading, Digits digits) {
    NormalText text = reading.text();
    int from = digits.from(0);
    if (!areTiny(digits)) {
      return false;
    }
    if (isEdition(text, digits)) {
      return true;
    }
    int end = from;
    while (from - end < MOST_MARKS && MARKS.indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    if (end < from && isBound(text, end, from)) {
      return true;
    }
    String word = end < from ? wordBefore(text, end) : "";
    boolean named =
        (!word.isEmpty() || end < from && isMarkedProduct(text, end))
            && (!MACHINES.contains(word) || FILLERS.contains(word))
            && !((ROADS.contains(word) || FILLERS.contains(word)) && areCounted(digits));
    int behind = text.wordEnd(digits.to(3) + 1);
    return (named || end == from && standsAlone(text, digits) || isEntry(text, digits))
        && (reading.words().nearest(from, digits.to(3)) != Topic.HOST
            || reading.words().endingAt(behind) == Topic.VERSION
            || isNameOfProduct(text, digits, end, word));
  }

  /** Whether a part of a product stands in front, and nothing of a machine behind. */
  private static boolean isEdition(NormalText text, Digits digits) {
    int from = digits.from(0);
    int to = digits.to(3);
    int word = text.at(to) == ' ' ? to + 1 : to;
    return text.at(from - 1) == ' '
        && !areCounted(digits)
        && EDITIONS.contains(wordBefore(text, from - 1))
        && !MACHINES.contains(text.text(word, text.wordEnd(word)).toLowerCase(Locale.ROOT));
  }

  /** Whether a name that ends in a number stands in front: {@code Db2 11.5.9.0}. */
  private static boolean isMarkedProduct(NormalText text, int end) {
    int start = text.wordStart(end);
    return start < end && text.isDigit(end - 1) && Character.isUpperCase(text.at(start));
  }

  /** Whether nearly no address has such numbers. */
  static boolean areTiny(Digits digits) {
    return below(TINY, digits) == 4 && !isOfMachine(digits);
  }

  /** Whether the word right in front of a place is one behind which addresses stand. */
  static boolean areBehindMachine(NormalText text, int from) {
    return MACHINES.contains(wordBefore(text, endOfWord(text, from)));
  }

  /** Smaller than nearly all addresses, and not just counted. */
  static boolean isRare(Digits digits) {
    return below(TINY, digits) == 4 && !areCounted(digits);
  }

  /** Whether a word with a capital stands right in front: {@code Console 5.4.3.2}. */
  private static boolean isNameOfProduct(NormalText text, Digits digits, int end, String word) {
    return end == digits.from(0) - 1
        && text.at(end) == ' '
        && Character.isUpperCase(text.at(end - word.length()))
        && !areCounted(digits)
        && Words.meaning(word) != Topic.HOST;
  }

  /**
   * Whether they are a text, a line, a quotation or a step of a path of their own, or head a line
   * with a date, and do not just count, as addresses do that are made up.
   */
  private static boolean standsAlone(NormalText text, Digits digits) {
    char before = text.at(digits.from(0) - 1);
    int to = digits.to(3);
    boolean starts = digits.from(0) == 0 || before == '\n';
    boolean line = starts && (to == text.length() || text.at(to) == '\n');
    boolean dated = starts && text.startsWith(" - ", to) && text.isDigit(to + 3);
    int mark = QUOTES_BEFORE.indexOf(before);
    boolean quoted = mark >= 0 && text.at(to) == QUOTES_BEHIND.charAt(mark);
    boolean step = before == '/' && text.at(digits.from(0) - 2) != '/' && text.at(to) == '/';
    return (line || dated || quoted || step) && !areCounted(digits);
  }

  /** Whether they head an entry of a list: {@code - 7.14.5.2: fixes import}. */
  private static boolean isEntry(NormalText text, Digits digits) {
    int mark = digits.from(0) - 2;
    int to = digits.to(3);
    return (text.startsWith("- ", mark) || text.startsWith("* ", mark))
        && (mark == 0 || text.at(mark - 1) == '\n')
        && (text.startsWith(": ", to) || text.startsWith(" (", to))
        && !areCounted(digits);
  }

  /**
   * Whether they are compared with: {@code >= 3.12.4.1}, {@code ~> 4.0.0.1}, {@code (= 4.0.0.1)}.
   */
  private static boolean isBound(NormalText text, int end, int from) {
    char mark = text.at(end - 1);
    boolean equals = text.at(end) == '=' && end + 1 < from;
    return text.at(from - 1) == ' '
        && (mark == '<'
            || mark == '>' && (equals || text.at(end - 2) == '~')
            || mark == '(' && equals)
        && text.at(end - 2) != '-';
  }

  private static boolean areCounted(Digits digits) {
    long step = digits.value(1, 1) - digits.value(0, 0);
    return step > 0
        && digits.value(2, 2) - digits.value(1, 1) == step
        && digits.value(3, 3) - digits.value(2, 2) == step;
  }

  /**
   * Whether a product stands directly in front, one that is known or one whose name has a capital
   * inside: {@code MySQL 8.0.36.1}.
   */
  private static boolean isBehindProduct(NormalText text, Digits digits, boolean small) {
    if (isOfMachine(digits) || text.at(digits.from(0) - 1) != ' ') {
      return false;
    }
    int end = digits.from(0) - 1;
    String word = wordBefore(text, end);
    if (EDITIONS.contains(word) && text.at(end - word.length() - 1) == ' ') {
      end -= word.length() + 1;
      word = wordBefore(text, end);
    }
    boolean likely = small || below(MOST_SECTIONS, digits) == 3 && below(10, digits) > 0;
    return likely && PRODUCTS.contains(word) || small && isCamel(text, end, word.length());
  }

  /** Whether a capital stands behind a small letter. */
  private static boolean isCamel(NormalText text, int end, int length) {
    for (int at = end - length + 1; at < end; at++) {
      if (Character.isUpperCase(text.at(at)) && Character.isLowerCase(text.at(at - 1))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether it is a version. The network 10.0.0.0/8 has many addresses and few versions: there the
   * word must stand directly in front, and no word for a place between.
   */
  static boolean isVersion(Reading reading, int from, int to) {
    if (reading.text().at(from - 1) == '@' && reading.text().isAlphanumeric(from - 2)) {
      return false; // behind the name of an account
    }
    return reading.text().startsWith("10.", from)
        ? reading.words().label(from, SHORT_WORDS) == Topic.VERSION
            && !isBehindPlace(reading.text(), from)
        : reading.words().nearest(from, to) == Topic.VERSION
            && !ENDPOINTS.contains(wordBefore(reading.text(), endOfWord(reading.text(), from)));
  }

  /**
   * Where the word ends that stands in front of a place, with a space or an equals sign between.
   */
  static int endOfWord(NormalText text, int from) {
    int end = from - (text.at(from - 1) == ' ' ? 1 : 0);
    return end - (text.at(end - 1) == ':' || text.at(end - 1) == '=' ? 1 : 0);
  }

  /** Whether a word stands in front behind which machines are named: {@code on 10.2.3.4}. */
  private static boolean isBehindPlace(NormalText text, int from) {
    return text.at(from - 1) == ' '
        && !text.isLetter(from - 4)
        && (text.startsWith("on", from - 3)
            || text.startsWith("at", from - 3)
            || text.startsWith("of", from - 3));
  }

  /** In the networks of RFC 1918 that no version looks like. */
  private static boolean isPrivate(Digits digits) {
    long first = digits.value(0, 0);
    long second = digits.value(1, 1);
    return first == 192 && second == 168 || first == 172 && second >= 16 && second < 32;
  }
}
