package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.Locale;
import java.util.Set;

/**
 * Tells numbers that only look like those of persons by the thing that bears them: {@code gasket
 * 123-45-6789}, {@code the survey grid 123-45-6789}.
 */
final class Bearers {
  private static final int LONGEST_WORD = 16;
  private static final int MOST_MARKS = 4;
  private static final int SHORTEST_NOUN = 3; // letters
  private static final String MARKS = " :=#'\"";

  /** Parts that catalogues number. */
  private static final Set<String> PARTS =
      words(
          """
          antenna assembly axle bearing belt bolt bracket breaker bulb bushing capacitor cartridge
          clamp coil compressor connector coupling crankshaft diode electrode filament gasket gear
          grommet hinge hose impeller inductor lens manifold motor nozzle nut pcb piston pulley
          pump relay resistor rivet rotor screw seal shaft solenoid spring sprocket strut subassembly
          switch thermostat toner transistor turbine valve washer winch wiring""");

  /** Other things that are told apart by numbers. */
  private static final Set<String> NUMBERED =
      words(
          """
          aisle anchor bay bib bin blueprint budget cabinet canister chassis column compartment
          colour container crate cupboard cylinder diagram drawer fabric figure fixture formula gl grid hangar index
          isotope locker lot map meter molecule object pallet panel parcel pattern pier pixel plan plate plot
          quiz rack recipe regex row scale schematic score sector shelf silo slide slot specimen stand
          survey template tile trailer vat vial wagon warehouse well zone""");

  /** How the names of numbers end. */
  private static final Set<String> COUNTS = Set.of("code", "id", "no", "nr", "num", "number");

  private static final Set<String> PERSONAL_CODES =
      words(
          """
          citizen employee fiscal id identification identity insurance itin member national number
          personal secret security social ssn tax taxpayer user verification""");

  private static final Set<String> ARTICLES =
      Set.of("a", "an", "another", "each", "every", "its", "our", "that", "the", "this");

  /** Nouns, and what stands for one, that leave it open whose a number is. */
  private static final Set<String> OPEN =
      words(
          """
          above account actual adult answer applicant application attorney aunt bearer beneficiary boss below captain card case chart chef chief child clerk client coach code colleague cook copy
          correct couple data datum deputy details digits document enrollee entry error
          example exact false family field file first following form found full guy hire household id
          identifier individual info information input intern item judge kid key last latter label letter line
          log matching message minor name nanny neighbour new next note number old one only other output owner
          person phrase pilot previous profile prompt query question record reply request response result
          recruit right same sample second secret secretary social spouse staff string subject team tenant test text
          third token true typo uncle user valid value whole word wrong youth""");

  /** How nouns for persons end, and what is told of a number rather than names a thing. */
  private static final String[] OTHER_ENDINGS = {
    "ant", "ate", "ed", "ee", "en", "ent", "er", "ess", "ian", "ing", "ist", "ive", "ly", "man",
    "or"
  };

  private Bearers() {}

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }

  /** Whether a part stands right in front of a number. */
  static boolean areParts(Reading reading, int at) {
    NormalText text = reading.text();
    int end = wordEnd(text, at);
    int start = start(text, end);
    return end < at && PARTS.contains(singular(word(text, start, end)));
  }

  /** Whether a thing stands right in front of a number, or is the name of the text it begins. */
  static boolean are(Reading reading, int at) {
    NormalText text = reading.text();
    int end = wordEnd(text, at);
    if (end == 0) {
      return nameThing(reading.name().words());
    }
    int start = start(text, end);
    String noun = word(text, start, end);
    return start < end
        && end < at
        && (isThing(noun) || end == at - 1 && text.at(end) == ' ' && isTold(text, start, noun));
  }

  /** Whether a name is that of a thing, or of its number: {@code slot}, {@code batch_id}. */
  private static boolean nameThing(CharSequence name) {
    String last = lastWord(name);
    if (!COUNTS.contains(last)) {
      return isThing(last);
    }
    int end = wordEnd(name, wordStart(name, wordEnd(name, name.length())));
    String noun = name.subSequence(wordStart(name, end), end).toString().toLowerCase(Locale.ROOT);
    boolean coded = last.equals("code") && !noun.isEmpty() && !PERSONAL_CODES.contains(noun);
    return isThing(noun)
        || Words.meaning(noun) == Topic.REFERENCE
        || coded && !Births.isPerson(noun);
  }

  private static boolean isThing(String noun) {
    String one = singular(noun);
    return NUMBERED.contains(one) || PARTS.contains(one) || NUMBERED.contains(noun);
  }

  /** Whether an article makes a noun of a word that speaks of no person. */
  private static boolean isTold(NormalText text, int start, String noun) {
    int end = start - 1;
    String before = text.at(end) == ' ' ? word(text, start(text, end), end) : "";
    return ARTICLES.contains(before)
        && noun.length() >= SHORTEST_NOUN
        && Character.isLowerCase(text.at(start))
        && !OPEN.contains(singular(noun))
        && !Births.isPerson(noun)
        && !endsAsOthers(noun)
        && !Words.meaning(noun).isPersonal();
  }

  private static boolean endsAsOthers(String noun) {
    for (String ending : OTHER_ENDINGS) {
      if (noun.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static String singular(String noun) {
    return noun.endsWith("s") ? noun.substring(0, noun.length() - 1) : noun;
  }

  private static int wordEnd(NormalText text, int at) {
    int end = at;
    while (at - end < MOST_MARKS && end > 0 && MARKS.indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static int start(NormalText text, int end) {
    int start = end;
    while (end - start <= LONGEST_WORD && Character.isLetter(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  private static String word(NormalText text, int from, int to) {
    return text.text(from, to).toLowerCase(Locale.ROOT);
  }

  /** The last word of a name, in lower case. */
  static String lastWord(CharSequence name) {
    int end = wordEnd(name, name.length());
    return name.subSequence(wordStart(name, end), end).toString().toLowerCase(Locale.ROOT);
  }

  /** Where the last word of a name ends that ends at or before a place. */
  static int wordEnd(CharSequence name, int place) {
    int end = place;
    while (end > 0 && !Character.isLetter(name.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Where the word of a name starts that ends at a place: behind a mark, or at its capital. */
  static int wordStart(CharSequence name, int end) {
    int start = end;
    while (start > 0
        && end - start < LONGEST_WORD
        && Character.isLetter(name.charAt(start - 1))
        && !(start < end
            && Character.isUpperCase(name.charAt(start))
            && Character.isLowerCase(name.charAt(start - 1)))) {
      start--;
    }
    return start;
  }
}
