package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Grammar.Phrase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Numbers concepts, sets of concepts, phrases and steps, so that matching needs arrays only. */
final class GrammarBuilder {
  private static final BitSet NONE = new BitSet();
  private static final Set<String> COMMON = Set.of("the", "a", "of", "and", "for");
  private static final int LONG = 5; // letters of a word that is no other word in disguise
  private static final int FEW_SYLLABLES = 3; // the same where a character is a syllable

  private final Map<String, Integer> concepts = new HashMap<>();
  private final Map<NavigableSet<Integer>, Integer> sets = new HashMap<>();
  private final List<NavigableSet<Integer>> setList = new ArrayList<>();
  private final SortedMapOfSets words = new SortedMapOfSets();
  private final List<String> plain = new ArrayList<>();
  private final List<String> families = new ArrayList<>();
  private final List<Phrase> phrases = new ArrayList<>();
  private final List<Integer> gaps = new ArrayList<>();
  private final List<Integer> phraseOfStep = new ArrayList<>();
  private final List<Integer> spoilers = new ArrayList<>();
  private final List<int[]> wanted = new ArrayList<>(); // per step: the concepts that satisfy it
  private final Map<Integer, Integer> leanings = new HashMap<>();
  private final Map<Integer, Integer> wordWeights = new HashMap<>();
  private int leaning;
  private final Map<Integer, BitSet> stepsOfConcept = new HashMap<>(); // once all phrases are known

  /** Words and the concepts they have. */
  private static final class SortedMapOfSets extends TreeMap<String, NavigableSet<Integer>> {
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

  private int set(NavigableSet<Integer> members) {
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

  /**
   * Adds a phrase.
   *
   * @param alternatives for each step the concepts that satisfy it
   * @param gapsBefore for each step most words before it
   */
  void phrase(Phrase phrase, List<int[]> alternatives, List<Integer> gapsBefore) {
    phrases.add(phrase);
    int last = alternatives.size() - 1;
    for (int i = 0; i <= last; i++) {
      gaps.add(gapsBefore.get(i));
      phraseOfStep.add(i == last ? phrases.size() - 1 : -1);
      wanted.add(alternatives.get(i));
    }
  }

  Lexicon lexicon() {
    Map<String, Integer> meanings = new TreeMap<>();
    plain.forEach(word -> meanings.put(word, Lexicon.PLAIN));
    words.forEach((word, members) -> meanings.put(word, set(members)));
    disguised().forEach(meanings::putIfAbsent);
    return new Lexicon(meanings);
  }

  private Map<String, Integer> disguised() {
    Map<String, Integer> disguised = new TreeMap<>();
    for (String word : words.keySet()) {
      if (isLong(word, LONG)) {
        disguised.put(Disguises.rot13(word), set(concept(Sign.ROT13.name())));
      }
      if (isLong(word, LONG) || isForeign(word)) {
        disguised.put(
            new StringBuilder(word).reverse().toString(), set(concept(Sign.REVERSED.name())));
      }
    }
    return disguised;
  }

  /** Whether a word has letters enough to be known when one of them is wrong. */
  private static boolean isSpelled(String word) {
    return word.length() >= Scrambled.SHORTEST && CharKind.of(word.charAt(0)) == CharKind.WORD;
  }

  /** Words with one of their inner letters left out. */
  private Map<String, Integer> mistyped() {
    Map<String, Integer> mistyped = new TreeMap<>();
    words.forEach(
        (word, members) -> {
          if (isSpelled(word)) {
            for (int i = 1; i < word.length() - 1; i++) {
              mistyped.putIfAbsent(word.substring(0, i) + word.substring(i + 1), set(members));
            }
          }
        });
    return mistyped;
  }

  /** Whether a word of another script is no other word when it is read backwards. */
  private static boolean isForeign(String word) {
    char first = word.charAt(0);
    boolean spaced = CharKind.of(first) == CharKind.WORD;
    return first >= 0x80 && word.length() >= (spaced ? LONG : FEW_SYLLABLES);
  }

  private static boolean isLong(String word, int letters) {
    return word.length() >= letters && word.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  Scrambled scrambled() {
    Map<String, Integer> mistyped = mistyped();
    Scrambled scrambled = new Scrambled(words.size() + mistyped.size());
    words.forEach(
        (word, members) -> {
          if (isSpelled(word)) {
            scrambled.add(word, set(members));
          }
        });
    mistyped.forEach(scrambled::addIfAbsent);
    return scrambled;
  }

  List<String> families() {
    return List.copyOf(families);
  }

  Phrase[] phrases() {
    return phrases.toArray(Phrase[]::new);
  }

  int[] phraseOfStep() {
    return phraseOfStep.stream().mapToInt(Integer::intValue).toArray();
  }

  int[][] firstStepsOfSet() {
    return setList.stream()
        .map(set -> steps(set).filter(step -> gaps.get(step) == Grammar.FIRST).toArray())
        .toArray(int[][]::new);
  }

  int[][] laterStepsOfSet() {
    return setList.stream()
        .map(
            set ->
                steps(set)
                    .filter(step -> gaps.get(step) != Grammar.FIRST)
                    .flatMap(step -> IntStream.of(step, gaps.get(step)))
                    .toArray())
        .toArray(int[][]::new);
  }

  /** The steps that a set satisfies, the last of all phrases first. */
  private IntStream steps(NavigableSet<Integer> set) {
    if (stepsOfConcept.isEmpty()) {
      for (int step = 0; step < wanted.size(); step++) {
        for (int concept : wanted.get(step)) {
          stepsOfConcept.computeIfAbsent(concept, c -> new BitSet()).set(step);
        }
      }
    }
    BitSet steps = new BitSet();
    for (int concept : set) {
      steps.or(stepsOfConcept.getOrDefault(concept, NONE));
    }
    return steps.stream().map(step -> -step).sorted().map(step -> -step);
  }

  /**
   * The steps that say nothing about which phrases a text can hold, because hardly a text lacks the
   * words for them. Of a phrase that consists of such steps alone, none.
   */
  BitSet commonSteps() {
    Set<Integer> common = new HashSet<>();
    COMMON.forEach(
        word -> common.addAll(words.getOrDefault(word, Collections.emptyNavigableSet())));
    BitSet steps = new BitSet();
    int first = 0; // of the phrase
    for (int step = 0; step < wanted.size(); step++) {
      steps.set(step, Arrays.stream(wanted.get(step)).anyMatch(common::contains));
      if (phraseOfStep.get(step) >= 0) {
        if (steps.nextClearBit(first) > step) {
          steps.clear(first, step + 1);
        }
        first = step + 1;
      }
    }
    return steps;
  }

  /** What words of a concept lean to, if there are any. */
  void leaning(String concept, int weight) {
    Integer known = concepts.get(concept);
    if (known != null) {
      leanings.put(known, weight);
    }
  }

  /** What a text leans to before a word of it is known. */
  void leaning(int weight) {
    leaning = weight;
  }

  int leaning() {
    return leaning;
  }

  int[] leaningOfSet() {
    return setList.stream()
        .mapToInt(set -> set.stream().mapToInt(c -> leanings.getOrDefault(c, 0)).sum())
        .toArray();
  }

  /** What a word leans to as it is written. */
  void wording(int word, int weight) {
    wordWeights.put(word, weight);
  }

  /** What a pair of words leans to; each of them may lean to nothing. */
  void wording(int first, int second, int weight) {
    wordWeights.put(Wording.pair(first, second), weight);
    wordWeights.putIfAbsent(first, 0);
    wordWeights.putIfAbsent(second, 0);
  }

  WordWeights wordWeights() {
    return new WordWeights(wordWeights);
  }

  /** The names of the concepts, by their numbers. */
  List<String> concepts() {
    List<String> names = new ArrayList<>(concepts.keySet());
    names.sort(Comparator.comparing(concepts::get));
    return names;
  }

  int[][] conceptsOfSet() {
    return setList.stream()
        .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** A number for a concept that keeps phrases from counting. */
  int spoiler(int concept) {
    if (!spoilers.contains(concept)) {
      spoilers.add(concept);
    }
    return spoilers.indexOf(concept);
  }

  int spoilerCount() {
    return spoilers.size();
  }

  int[][] spoilersOfSet() {
    return setList.stream()
        .map(set -> set.stream().filter(spoilers::contains).mapToInt(spoilers::indexOf).toArray())
        .toArray(int[][]::new);
  }

  /** For each sign its set. */
  int[] signs() {
    int[] signs = new int[Sign.values().length];
    for (Sign sign : Sign.values()) {
      signs[sign.number()] = set(concept(sign.name()));
    }
    return signs;
  }
}
