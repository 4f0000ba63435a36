package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.Bodies.FORM;
import static io.gatewaystack.transformabl.Bodies.content;
import static io.gatewaystack.transformabl.Bodies.decide;
import static io.gatewaystack.transformabl.Bodies.denied;
import static io.gatewaystack.transformabl.Bodies.passed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.section.Content;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of forms are redacted, and all else keeps its bytes. */
class FormBodiesTest {
  private static final Transformabl REDACTS =
      Transformabl.builder().redact(Redaction.placeholder()).build();
  private static final Transformabl LABELS = Transformabl.builder().build();
  private static final Transformabl BLOCKS = Transformabl.builder().blockThreshold(25).build();

  private static String redacted(String type, String body) {
    return new String(passed(REDACTS, type, body.getBytes(UTF_8)).body().bytes(), UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a=joe%40example.com&b=x%20y+z | a=%5BEMAIL%5D&b=x%20y+z",
        "mail=joe@example.com | mail=%5BEMAIL%5D",
        "a=1&&b=&c&=d&note=to+joe%40example.com+now | a=1&&b=&c&=d&note=to+%5BEMAIL%5D+now",
        "card=4111+1111+1111+1111&card=4111%201111%201111%201111 | card=%5BCREDIT_CARD%5D&card=%5BCREDIT_CARD%5D",
        "joe%40example.com | %5BEMAIL%5D",
        "json=%7B%22card%22%3A4111111111111111%7D | json=%7B%22card%22%3A%22%5BCREDIT_CARD%5D%22%7D",
        "joe%40example.com=1 | joe%40example.com=1",
        "caf%C3%A9=%C3%BC | caf%C3%A9=%C3%BC",
        "a=x%20%79+joe%40example.com+x%20%79 | a=x%20%79+%5BEMAIL%5D+x%20%79",
        "a=caf%E9+joe@example.com+%E2%82&b=%e9 | a=caf%E9+%5BEMAIL%5D+%E2%82&b=%e9",
        "a=%F0%9F%98%80joe@example.com%F0%9F%98 | a=%F0%9F%98%80%5BEMAIL%5D%F0%9F%98",
        "a=%ED%A0%80+%C0%AE+joe@example.com | a=%ED%A0%80+%C0%AE+%5BEMAIL%5D",
      })
  void formsAreRedactedValueByValue(String form, String redacted) {
    assertThat(redacted(FORM, form)).isEqualTo(redacted);
  }

  @Test
  void formFieldsHavePlaces() {
    Transformabl keeps =
        Transformabl.builder()
            .redact(RedactionRules.builder().otherwise(Redaction.remove()).keep("/to").build())
            .build();
    byte[] form = "to=joe%40example.com&cc=joe%40example.com".getBytes(UTF_8);
    assertThat(passed(keeps, FORM, form).body().bytes())
        .isEqualTo("to=joe%40example.com&cc=".getBytes(UTF_8));
  }

  @Test
  void namesOfFormFieldsAreLabelled() {
    Content content = content(passed(LABELS, FORM, "joe%40example.com=1".getBytes(UTF_8)));
    assertThat(content.matches()).containsEntry("email", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%=1"})
  void malformedFormsAreRefusedWhereTheyCouldHideSomething(String form) {
    assertThat(denied(REDACTS, FORM, form).code()).isEqualTo("invalid_form");
    assertThat(denied(BLOCKS, FORM, form).status()).isEqualTo(400);
    assertThat(content(passed(LABELS, FORM, form.getBytes(UTF_8))).labels())
        .containsExactly("unscanned");
  }

  @Test
  void whatWasFoundInFrontOfWhatIsMalformedOrCutIsTold() {
    byte[] form = "a=joe%40example.com&b=%4".getBytes(UTF_8);
    Content malformed = content(passed(LABELS, FORM, form));
    assertThat(malformed.matches()).containsEntry("email", 1);
    assertThat(malformed.labels()).contains("unscanned", "gdpr");
    assertThat(malformed.truncated()).isFalse();
    byte[] longer = "a=joe%40example.com&b=%41%41".getBytes(UTF_8);
    Transformabl cuts = Transformabl.builder().scanCap(longer.length - 1).build();
    Content cut = content(passed(cuts, FORM, longer));
    assertThat(cut.matches()).containsEntry("email", 1);
    assertThat(cut.truncated()).isTrue();
  }

  @Test
  void formsKeepBytesThatAreNotUtf8() {
    byte[] form = "a=caf\u00e9 joe@example.com \u00ff".getBytes(ISO_8859_1);
    assertThat(passed(REDACTS, FORM, form).body().bytes())
        .isEqualTo("a=caf\u00e9 %5BEMAIL%5D \u00ff".getBytes(ISO_8859_1));
  }

  @Test
  void formsThatCouldNotBeWrittenAgainAreRefused() {
    TextScanner ends =
        TextScanner.builder()
            .custom(CustomDetector.pattern(new PiiType("guest", Set.of()), "guest .{6}"))
            .build();
    Transformabl masks = Transformabl.builder().scanner(ends).redact(Redaction.mask()).build();
    assertThat(
            new String(passed(masks, FORM, "a=guest+number".getBytes(UTF_8)).body().bytes(), UTF_8))
        .isEqualTo("a=gu********er");
    assertThat(denied(masks, FORM, "a=guest+caf%E9s%E9").code()).isEqualTo("invalid_form");
  }

  @Test
  void aFormInAnEncodingOfTwoBytesIsMalformed() {
    Decision decision = decide(REDACTS, FORM, "a=joe@example.com".getBytes(UTF_16BE));
    assertThat(decision).isInstanceOf(Decision.Deny.class);
    byte[] body = "a=joe@example.com".getBytes(UTF_16LE);
    assertThat(content(passed(LABELS, FORM, body)).labels()).containsExactly("unscanned");
  }
}
