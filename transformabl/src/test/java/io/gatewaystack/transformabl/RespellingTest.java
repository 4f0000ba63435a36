package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.corpus.Respelling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to write a number, with every type of number, in every surrounding. */
class RespellingTest {
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();

  private static final List<String> SURROUNDINGS =
      List.of(
          "my %s is %s, ok?", "%s: %s", "{\"%s\": \"%s\"}", "level=INFO %s=%s done", "<%s>%s</x>");

  private record Example(PiiType type, String word, List<String> groups) {}

  private static final List<Example> NUMBERS =
      List.of(
          new Example(PiiType.SSN, "ssn", List.of("519", "13", "8802")),
          new Example(PiiType.SSN, "ssn", List.of("302", "47", "9116")),
          new Example(PiiType.PHONE, "phone", List.of("415", "802", "2671")),
          new Example(PiiType.PHONE, "phone", List.of("702", "391", "0548")),
          new Example(PiiType.CREDIT_CARD, "card", List.of("4539", "1488", "0343", "6467")),
          new Example(PiiType.CREDIT_CARD, "card", List.of("5555", "3412", "4444", "1115")));

  private static String text(String surrounding, String word, String value) {
    return surrounding.formatted(word, value);
  }

  @ParameterizedTest
  @EnumSource(Respelling.class)
  void isSeenThrough(Respelling respelling) {
    List<String> missed = new ArrayList<>();
    for (Example number : NUMBERS) {
      String value = respelling.of(number.groups());
      for (String surrounding : SURROUNDINGS) {
        String text = text(surrounding, number.word(), value);
        boolean found =
            SCANNER.scan(text).matches().stream()
                .anyMatch(
                    match -> match.type().equals(number.type()) && covers(match, value, text));
        if (!found) {
          missed.add(text);
        }
      }
    }
    assertThat(missed).isEmpty();
  }

  /** Whether a match has every figure of a value in it. */
  private static boolean covers(Match match, String value, String text) {
    int start = text.indexOf(value);
    return match.start() <= start + 2 && match.end() >= start + value.length() - 2;
  }

  @ParameterizedTest
  @EnumSource(Respelling.class)
  void isNobodysBesideAnotherWord(Respelling respelling) {
    for (Example number : NUMBERS) {
      if (number.type().equals(PiiType.CREDIT_CARD)) {
        continue; // its check digit confirms it
      }
      String value = respelling.of(number.groups());
      String order = SCANNER.redact("order " + value + " is late", Redaction.remove());
      assertThat(order).isEqualTo("order " + value + " is late");
    }
  }
}
