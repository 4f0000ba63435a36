package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Calendar dates in the ways people and machines write them. */
final class Dates {
  /** Their names in some languages, and in any but French their first three letters. */
  private static final String[] NAMES = {
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december"
  };

  /** And in others only as a whole, or as they are shortened. */
  private static final String[] WHOLE_NAMES = {
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada"
        + " grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad"
        + " grudzień",
    "i ii iii iv v vi vii viii ix x xi xii",
    "jänner feber märz april mai juni juli august september oktober november dezember",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "január február marec apríl máj jún júl august september október november december",
    "január február március április május június július augusztus szeptember október november"
        + " december",
    "jan febr márc ápr máj jún júl aug szept okt nov dec",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
        + " decembrie",
    "ian feb mar apr mai iun iul aug sept oct noi dec",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου"
        + " οκτωβρίου νοεμβρίου δεκεμβρίου",
    "ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος"
        + " οκτώβριος νοέμβριος δεκέμβριος",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta"
        + " syyskuuta lokakuuta marraskuuta joulukuuta",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu"
        + " marraskuu joulukuu",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga"
        + " prosinca",
    "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra"
        + " decembra",
    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio"
        + " gruodžio",
    "ινουαρίου φεβρουαρίου μαρτίου απριλίου μαίου ιουνίου ιουλίου αυγούστου σεπτεμβρίου"
        + " οκτωβρίου νοεμβρίου δεκεμβρίου"
  };

  /** Digits of a date. */
  static final int APART = 8;

  private static final Map<String, Integer> MONTHS = months();
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int FIRST_YEAR = 1890;
  private static final int LAST_YEAR = 2049;

  private Dates() {}

  /** Whether the first three groups are a date with a year of four digits. */
  static boolean startsWith(Digits digits) {
    return digits.has(2) && isWritten(digits) && (digits.size(0) == 4 || digits.size(2) == 4);
  }

  /** Whether the first two groups are years, as in {@code 2019-2024}. */
  static boolean startsWithYears(Digits digits) {
    return digits.areSized(4, 4)
        && isYear((int) digits.value(0, 0))
        && isYear((int) digits.value(1, 1));
  }

  /** Whether the first three groups are a date, whatever its order: {@code 1990-01-15}. */
  static boolean isWritten(Digits digits) {
    if (!digits.has(2) || !isJoined(digits) && !isNamed(digits)) {
      return false;
    }
    int first = digits.size(0);
    int third = digits.size(2);
    if (first > 4 || third > 4 || digits.size(1) > 2) {
      return false;
    }
    int one = (int) digits.value(0, 0);
    int two = (int) digits.value(1, 1);
    int three = (int) digits.value(2, 2);
    if (first == 4) {
      return third <= 2 && isYear(one) && isDay(two, three);
    }
    boolean year = third == 4 ? isYear(three) : third == 2;
    return first <= 2 && year && (isDay(one, two) || isDay(two, one));
  }

  private static boolean isJoined(Digits digits) {
    return digits.evenlySpaced(3) && (digits.gap(0) != 0 || isSpacedJoint(digits));
  }

  /** Whether the first groups are the digits of a date one by one: {@code 0 2 / 1 5 / 1 9 9 0}. */
  static boolean isApart(Digits digits) {
    if (digits.size(0) != 1
        || !digits.has(APART - 1)
        || digits.total(0, APART - 1) != APART
        || digits.has(APART)) {
      return false;
    }
    int first = digits.gap(1) == ' ' ? 3 : 1;
    int second = first == 3 ? 5 : 3;
    for (int group = 0; group < APART - 1; group++) {
      boolean joint = group == first || group == second;
      boolean fits = joint ? isMarked(digits, group) : digits.gap(group) == ' ';
      if (!fits) {
        return false;
      }
    }
    return isCompact(digits.value(0, APART - 1));
  }

  private static boolean isMarked(Digits digits, int group) {
    return digits.gapHas(group, '-') || digits.gapHas(group, '/') || digits.gapHas(group, '.');
  }

  /** Year and month in Chinese, Japanese or Korean. */
  private static boolean isNamed(Digits digits) {
    return digits.gapHas(0, '年') && digits.gapHas(1, '月')
        || digits.gapHas(0, '년') && digits.gapHas(1, '월');
  }

  private static boolean isSpacedJoint(Digits digits) {
    return isMarked(digits, 0);
  }

  /** Whether eight digits are a date without separators. */
  static boolean isCompact(long number) {
    int first = (int) (number / 10_000);
    int last = (int) (number % 10_000);
    return isYear(first) && isDay(last / 100, last % 100)
        || isYear(last) && (isDay(first / 100, first % 100) || isDay(first % 100, first / 100));
  }

  static boolean isYear(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  static boolean isDay(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1];
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    for (String language : NAMES) {
      int month = 1;
      for (String name : language.split(" ", -1)) {
        months.put(name, month);
        if (!name.startsWith("jui")) {
          months.putIfAbsent(name.substring(0, 3), month);
        }
        month++;
      }
    }
    for (String language : WHOLE_NAMES) {
      int month = 1;
      for (String name : language.split(" ", -1)) {
        months.putIfAbsent(name, month++);
      }
    }
    months.put("sept", 9);
    months.put("juil", 7);
    return Map.copyOf(months);
  }

  /** The month, 1 to 12, whose name or first letters stand at a place; 0 when none does. */
  static int month(NormalText text, int from, int to) {
    String name = text.text(from, to).toLowerCase(Locale.ROOT);
    return MONTHS.getOrDefault(name, 0);
  }
}
