package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPatternTest {

  @ParameterizedTest(name = "{0} covers {1}")
  @CsvSource({
    "/a, /a",
    "/a, /a/b/0",
    "/a/*, /a/b",
    "/a/*, /a/b/c",
    "/a/*/c, /a/0/c",
    "/*, /x",
    "/*/*, /x/y",
    "/a~1b/~0, /a~1b/~0",
    "/, /",
    "/, //x",
    "/a/*, /a/",
  })
  void coversAPlaceAndWhatIsInIt(String pattern, String pointer) {
    assertThat(FieldPattern.parse("x", pattern).covers(pointer)).isTrue();
  }

  @ParameterizedTest(name = "{0} does not cover {1}")
  @CsvSource({
    "/a, /ab",
    "/a, /b",
    "/a, ''",
    "/ab, /a",
    "/a/*, /a",
    "/a/*/c, /a/b/d",
    "/a/*/c, /a/b/x/c",
    "/a/b, /a",
    "/a, /A",
    "/, /a",
  })
  void coversNothingElse(String pattern, String pointer) {
    assertThat(FieldPattern.parse("x", pattern).covers(pointer)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/a/*, /a/b, true", "/a/*, /a/b/c, false", "/a/*, /a, false", "/a, /a, true"})
  void namesOnePlace(String pattern, String pointer, boolean named) {
    assertThat(FieldPattern.parse("x", pattern).names(pointer)).isEqualTo(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/b", "#/a", "$.a", "/a~", "/a~2", "/~/b"})
  void refusesWhatIsNoPointer(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldPattern.parse("keep", pattern))
        .withMessage(
            "keep: " + pattern + " (expected: a JSON Pointer such as /params/arguments/*/email)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a*", "/a/**", "/*a/b"})
  void refusesAStarWithinASegment(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldPattern.parse("keep", pattern))
        .withMessage("keep: " + pattern + " (expected: * as a whole segment)");
  }
}
