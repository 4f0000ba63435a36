package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/**
 * Tells dates on which things were born, or that speak of the field a birth is kept in, from those
 * of persons: {@code the platform was born on …}, {@code the DOB column was added on …}.
 */
final class Births {
  private static final int REACH = 60; // characters
  private static final int LONGEST = 24; // word
  private static final int MOST_BETWEEN = 3; // words between an article and its noun, with it

  private static final Set<String> WORDS = Set.of("birth", "birthdate", "birthday", "born", "dob");

  private static final Set<String> FIELDS =
      Set.of("attribute", "attributes", "column", "columns", "field", "fields", "parameter");

  private static final Set<String> ARTICLES =
      Set.of("a", "an", "another", "every", "its", "our", "that", "the", "their", "this");

  /** Who is born with an article in front. */
  private static final Set<String> PERSONS =
      Set.of(
          """
          accused actor actress adult applicant artist assured athlete attendee author baby bearer
          beneficiary borrower boy bride brother buyer caller candidate cardholder carer child
          children claimant client companion composer cousin customer dad daughter deceased decedent
          defendant dependant dependent donor driver employee enrollee father fetus foetus female
          founder friend girl grandchild granddaughter grandfather grandmother grandson groom guardian
          guest heir holder husband individual infant insured investor kid lady lead lodger male man
          member men minor mom mother mum neonate nephew newborn niece nurse one owner parent partner
          passenger patient payee people person plaintiff player poet policyholder politician president
          prisoner proband pupil rapper registrant resident respondent relative shareholder singer
          sister soldier son spouse student subject subscriber suspect teacher teenager tenant toddler
          traveler traveller triplet trustee twin user veteran victim voter widow widower wife witness
          woman women worker writer youngster"""
              .strip()
              .split("\\s+"));

  private Births() {}

  /** Whether the date at a place, in front of which a birth is spoken of, is nobody's. */
  static boolean areOfThing(NormalText text, int date) {
    int end = wordEnd(text, date, date);
    boolean first = true;
    while (end > 0) {
      int start = start(text, end);
      String word = word(text, start, end);
      if (FIELDS.contains(word)) {
        return !first || text.at(end) == ' ';
      }
      if (WORDS.contains(word)) {
        return word.equals("born") ? isOfSubject(text, start, date) : isOfOwner(text, start, end);
      }
      first = false;
      end = wordEnd(text, start, date);
    }
    return false;
  }

  /** Whether it is told whose birth it is: {@code date of birth of the account holder: …}. */
  static boolean areOfPerson(NormalText text, int date) {
    int end = wordEnd(text, date, date);
    int start = start(text, end);
    if (end == 0 || !isPerson(word(text, start, end))) {
      return false;
    }
    for (int words = 0; words < MOST_BETWEEN; words++) {
      end = wordEnd(text, start, date);
      start = start(text, end);
      if (word(text, start, end).equals("of")) {
        int birth = wordEnd(text, start, date);
        return WORDS.contains(word(text, start(text, birth), birth));
      }
    }
    return false;
  }

  /** {@code the star was born}; a name has no article, or a capital. */
  private static boolean isOfSubject(NormalText text, int born, int date) {
    int copulaEnd = wordEnd(text, born, date);
    int copula = start(text, copulaEnd);
    String verb = word(text, copula, copulaEnd);
    boolean told = verb.equals("was") || verb.equals("is") || verb.equals("were");
    int end = told ? wordEnd(text, copula, date) : 0;
    return end > 0 && isThing(text, start(text, end), end, date);
  }

  private static boolean isThing(NormalText text, int noun, int nounEnd, int date) {
    if (!Character.isLowerCase(text.at(noun)) || isPerson(word(text, noun, nounEnd))) {
      return false;
    }
    int start = noun;
    for (int words = 0; words < MOST_BETWEEN; words++) {
      int end = wordEnd(text, start, date);
      start = start(text, end);
      if (end == 0 || isPerson(word(text, start, end))) {
        return false;
      }
      if (ARTICLES.contains(word(text, start, end))) {
        return true;
      }
    }
    return false;
  }

  /** {@code its birthday}, {@code birth of the internet}. */
  private static boolean isOfOwner(NormalText text, int birth, int birthEnd) {
    if (text.startsWith("its ", birth - 4) && !text.isAlphanumeric(birth - 5)) {
      return true;
    }
    if (!text.startsWith(" of ", birthEnd)) {
      return false;
    }
    int article = birthEnd + 4;
    int noun = text.wordEnd(article) + 1;
    int end = text.wordEnd(noun);
    return ARTICLES.contains(word(text, article, noun - 1))
        && end > noun
        && (text.at(end) != ' ' || text.startsWith(" on ", end))
        && Character.isLowerCase(text.at(noun))
        && !isPerson(word(text, noun, end));
  }

  /** Whether a word, in lower case, is one for a person. */
  static boolean isPerson(String word) {
    return PERSONS.contains(word)
        || word.endsWith("s") && PERSONS.contains(word.substring(0, word.length() - 1));
  }

  private static String word(NormalText text, int from, int to) {
    return text.text(from, to).toLowerCase(Locale.ROOT);
  }

  private static int start(NormalText text, int end) {
    int start = end;
    while (end - start < LONGEST && Character.isLetter(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  /** Where the word in front of a place ends, in the same clause; 0 when there is none near. */
  private static int wordEnd(NormalText text, int from, int date) {
    int end = from;
    while (end > 0 && date - end < REACH && " ,:('\"-".indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    return date - end < REACH && end > 0 && Character.isLetter(text.at(end - 1)) ? end : 0;
  }
}
