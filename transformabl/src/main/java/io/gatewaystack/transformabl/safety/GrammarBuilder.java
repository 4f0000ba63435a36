package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Grammar.Kind;
import io.gatewaystack.transformabl.safety.Grammar.Phrase;
import io.gatewaystack.transformabl.safety.Grammar.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Numbers concepts, sets of concepts, phrases and steps, so that matching needs arrays only. */
final class GrammarBuilder {
  private static final int LONG = 5; // letters of a word that is no other word in disguise

  private final Map<String, Integer> concepts = new HashMap<>();
  private final Map<SortedSet<Integer>, Integer> sets = new HashMap<>();
  private final List<SortedSet<Integer>> setList = new ArrayList<>();
  private final SortedMapOfSets words = new SortedMapOfSets();
  private final List<String> plain = new ArrayList<>();
  private final List<String> families = new ArrayList<>();
  private final List<Phrase> phrases = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<int[]> wanted = new ArrayList<>(); // per step: the concepts that satisfy it

  /** Words and the concepts they have. */
  private static final class SortedMapOfSets extends TreeMap<String, SortedSet<Integer>> {
    private static final long serialVersionUID = 1L;

    void put(String word, int concept) {
      computeIfAbsent(word, w -> new TreeSet<>()).add(concept);
    }
  }

  GrammarBuilder() {
    setList.add(new TreeSet<>()); // 0 is "no set"
    for (Sign sign : Sign.values()) {
      set(concept(sign.name()));
    }
  }

  int concept(String name) {
    return concepts.computeIfAbsent(name, n -> concepts.size());
  }

  boolean knows(String concept) {
    return concepts.containsKey(concept);
  }

  int set(int concept) {
    return set(new TreeSet<>(List.of(concept)));
  }

  private int set(SortedSet<Integer> members) {
    Integer known = sets.get(members);
    if (known == null) {
      known = setList.size();
      sets.put(members, known);
      setList.add(members);
    }
    return known;
  }

  void word(String word, int concept) {
    words.put(word, concept);
  }

  void plainWord(String word) {
    plain.add(word);
  }

  int family(String name) {
    int known = families.indexOf(name);
    if (known >= 0) {
      return known;
    }
    families.add(name);
    return families.size() - 1;
  }

  /** Adds a phrase whose steps were added before, from {@code firstStep} on. */
  void phrase(Phrase phrase, List<int[]> alternatives, List<Integer> gaps) {
    phrases.add(phrase);
    int last = alternatives.size() - 1;
    for (int i = 0; i <= last; i++) {
      steps.add(new Step(gaps.get(i), i == 0, i == last ? phrases.size() - 1 : -1));
      wanted.add(alternatives.get(i));
    }
  }

  Lexicon lexicon() {
    Map<String, Integer> meanings = new TreeMap<>();
    plain.forEach(word -> meanings.put(word, Lexicon.PLAIN));
    words.forEach((word, members) -> meanings.put(word, set(withStems(word, members))));
    disguised().forEach(meanings::putIfAbsent);
    return new Lexicon(meanings);
  }

  /** A word that also starts like a known stem means what the stem means, too. */
  private SortedSet<Integer> withStems(String word, SortedSet<Integer> members) {
    SortedSet<Integer> all = new TreeSet<>(members);
    for (int end = 1; end < word.length(); end++) {
      SortedSet<Integer> stem = words.get(word.substring(0, end) + Lexicon.STEM);
      if (stem != null) {
        all.addAll(stem);
      }
    }
    return all;
  }

  private Map<String, Integer> disguised() {
    Map<String, Integer> disguised = new TreeMap<>();
    for (String word : words.keySet()) {
      if (isLong(word, LONG)) {
        disguised.put(Disguises.rot13(word), set(concept(Sign.ROT13.name())));
        disguised.put(
            new StringBuilder(word).reverse().toString(), set(concept(Sign.REVERSED.name())));
      }
    }
    return disguised;
  }

  private static boolean isLong(String word, int letters) {
    return word.length() >= letters
        && word.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  Scrambled scrambled() {
    Scrambled scrambled = new Scrambled(words.size());
    words.forEach(
        (word, members) -> {
          if (isLong(word, Scrambled.SHORTEST)) {
            scrambled.add(word, set(withStems(word, members)));
          }
        });
    return scrambled;
  }

  List<String> families() {
    return List.copyOf(families);
  }

  Phrase[] phrases() {
    return phrases.toArray(Phrase[]::new);
  }

  Step[] steps() {
    return steps.toArray(Step[]::new);
  }

  int[][] stepsOfSet() {
    int[][] result = new int[setList.size()][];
    for (int set = 0; set < result.length; set++) {
      SortedSet<Integer> members = setList.get(set);
      List<Integer> found = new ArrayList<>();
      for (int step = 0; step < steps.size(); step++) {
        if (java.util.Arrays.stream(wanted.get(step)).anyMatch(members::contains)) {
          found.add(step);
        }
      }
      found.sort(Comparator.reverseOrder());
      result[set] = found.stream().mapToInt(Integer::intValue).toArray();
    }
    return result;
  }

  int[][] conceptsOfSet() {
    return setList.stream()
        .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** For each sign its set; as many elements as there are concepts, so its length says how many. */
  int[] signs() {
    int[] signs = new int[concepts.size()];
    for (Sign sign : Sign.values()) {
      signs[sign.ordinal()] = set(concept(sign.name()));
    }
    return signs;
  }
}
