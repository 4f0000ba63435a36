package io.gatewaystack.validatabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriTemplateTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      textBlock =
          """
          x://a, x://a, true
          x://a, x://b, false
          x://a, x://{id}, true
          x://{id}, x://a, true
          x://a/1, x://b/{id}, false
          x://{id}, y://a, false
          x://{a}/end, x://1/end, true
          x://{a}/end, x://1/other, false
          x://{a}/end, x://end, false
          ab{x}ba, aba, false
          ab{x}ba, abba, true
          x://a/{id}, x://{+any}, true
          x://{+any}, x://a/{id}, true
          x://a/{id}, x://b/{id}, false
          x://a/{id}/x, x://a/{id}/y, false
          x://a/{id}/x, x://a/{+rest}, true
          {+any}, y://{b}, true
          x://{not closed, x://a, true
          x://{not closed, y://a, false
          }{, }x, true
          """)
  void meetWhenTheirBeginningsAndEndingsLetThem(String one, String other, boolean meet) {
    assertThat(UriTemplate.of(one).mayMeet(UriTemplate.of(other))).isEqualTo(meet);
    assertThat(UriTemplate.of(other).mayMeet(UriTemplate.of(one))).isEqualTo(meet);
  }

  @Test
  void neverDenyAMeetingThatThereIs() {
    Random random = new Random(11);
    int met = 0;
    for (int i = 0; i < 20_000; i++) {
      List<String> parts = new ArrayList<>();
      for (int p = 0; p < 1 + random.nextInt(4); p++) {
        parts.add(List.of("a", "b", "/", "ab").get(random.nextInt(4)));
      }
      UriTemplate one = generalised(parts, random);
      UriTemplate other = generalised(parts, random);
      assertThat(one.mayMeet(other)).as("%s %s", one, other).isTrue();
      met += one.isLiteral() ? 0 : 1;
    }
    assertThat(met).isGreaterThan(5_000);
  }

  /** A template that has the parts, put together, among its expansions. */
  private static UriTemplate generalised(List<String> parts, Random random) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(random.nextInt(3) == 0 ? "{v}" : part);
    }
    return UriTemplate.of(text.toString());
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      textBlock =
          """
          x://a, x://a
          x://{v}, x://a%20b%2Fc%3F%C3%A9~
          x://{+v}, x://a%20b/c?%C3%A9~
          x://{w}/{v}/z, x://1/a%20b%2Fc%3F%C3%A9~/z
          {+w}{w}, 11
          """)
  void expandAsTheStandardSays(String template, String uri) {
    Map<String, String> values = Map.of("v", "a b/c?é~", "w", "1");

    assertThat(UriTemplate.of(template).expand(values).text()).isEqualTo(uri);
  }

  @Test
  void keepsWhatIsEncodedWhereReservedCharactersAreKept() {
    Map<String, String> encoded = Map.of("v", "a%2Fb%2");

    assertThat(UriTemplate.of("{+v}").expand(encoded).text()).isEqualTo("a%2Fb%252");
    assertThat(UriTemplate.of("{v}").expand(encoded).text()).isEqualTo("a%252Fb%252");
  }

  /** Examples in the manner of RFC 6570, section 3.2; unknown variables stay open. */
  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      textBlock =
          """
          x://{?v}, x://?v=1
          x://{?v*}, x://?v=1
          'x://{?v,e}', x://?v=1&e=
          x://{&v}, x://&v=1
          'x://{;v,e}', x://;v=1;e
          x://{#p}, x://#/a
          x://{.v}, x://.1
          'x://{/p,v,long}', x:///%2Fa/1/longer
          'x://{v,p}', 'x://1,%2Fa'
          'x://{+v,p}', 'x://1,/a'
          x://{long:4}, x://long
          x://{long:9}, x://longer
          x://{long:x}, x://longer
          x://{v*}, x://1
          x://{unknown}, x://{unknown}
          x://{v}/{unknown}, x://1/{unknown}
          x://{v, x://{v
          'x://{?v,unknown}', x://?v=1{?}
          'x://{?unknown,v}', x://{?}v=1
          'x://{?unknown,v,other,another,e}', x://{?}v=1{?}e=
          """)
  void expandByEveryOperatorAndLeaveOpenWhatIsNotKnown(String template, String left) {
    Map<String, String> values = Map.of("v", "1", "p", "/a", "e", "", "long", "longer");

    assertThat(UriTemplate.of(template).expand(values).text()).isEqualTo(left);
  }
}
