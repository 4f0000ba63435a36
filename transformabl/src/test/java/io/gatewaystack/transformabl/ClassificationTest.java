package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationTest {
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "joe@example.com | coppa gdpr",
        "call +44 20 7946 0958 | gdpr",
        "123-45-6789 | gdpr pci",
        "ITIN 912-78-5551 | gdpr pci",
        "4111 1111 1111 1111 | pci",
        "account 9845302145 | gdpr pci",
        "passport 123456789 | gdpr",
        "DL D1234567 | gdpr",
        "DE89370400440532013000 | gdpr pci",
        "192.168.1.1 | gdpr",
        "born 1990-01-15 | coppa gdpr hipaa",
        "dx F32.9 | hipaa",
        "dx 250.01 | hipaa",
        "NPI 1234567893 | hipaa",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 | gdpr",
        "password=hunter2! | secret",
        "redis://:s3cretpw@cache | secret"
      })
  void everyTypeHasItsLabels(String text, String labels) {
    Classification classification = SCANNER.scan(text).classification();
    assertThat(classification.labels().keySet()).containsExactly(labels.split(" "));
    assertThat(classification.riskScore()).isEqualTo(25);
    assertThat(classification.hasRegulatoryContent()).isEqualTo(!labels.equals("secret"));
  }

  @Test
  void labelsNameTheTypesThatGaveThem() {
    Classification both = SCANNER.scan("123-45-6789 and 4111 1111 1111 1111").classification();
    assertThat(both.labels().get("pci")).containsExactly("credit_card", "ssn");
    assertThat(both.labels().get("gdpr")).containsExactly("ssn");
  }

  @Test
  void cleanTextHasNeitherLabelsNorRisk() {
    Classification clean = SCANNER.scan("What is the weather today?").classification();
    assertThat(clean.labels()).isEmpty();
    assertThat(clean.riskScore()).isZero();
    assertThat(clean.hasRegulatoryContent()).isFalse();
  }

  @Test
  void labelsOfAnOwnTypeCount() {
    PiiType type = new PiiType("customer", Set.of("internal"));
    TextScanner scanner =
        TextScanner.builder().custom(CustomDetector.pattern(type, "C-[0-9]{6}")).build();
    Classification found = scanner.scan("for C-123456").classification();
    assertThat(found.labels())
        .containsExactly(Map.entry("internal", new TreeSet<>(List.of("customer"))));
    assertThat(found.hasRegulatoryContent()).isFalse();
    assertThat(found.riskScore()).isEqualTo(25);
  }

  @Test
  void metadataTellsWhatMayBeTold() {
    String text = "joe@example.com, ann@example.com and 123-45-6789";
    Metadata metadata = SCANNER.scan(text).metadata();
    assertThat(metadata)
        .isEqualTo(
            new Metadata(
                text.length(), Set.of("email", "ssn"), 3, 35, Set.of("coppa", "gdpr", "pci")));
    assertThat(Stream.of("joe", "ann", "6789")).noneMatch(metadata.toString()::contains);
  }

  @Test
  void transformDetectsClassifiesAndRedacts() {
    Transformation result = SCANNER.transform("mail joe@example.com", Redaction.placeholder());
    assertThat(result.content()).isEqualTo("mail [EMAIL]");
    assertThat(result.transformed()).isTrue();
    assertThat(result.scanTruncated()).isFalse();
    assertThat(result.scan().matches()).hasSize(1);
    assertThat(result.classification().labels()).containsOnlyKeys("gdpr", "coppa");
    assertThat(result.metadata().piiMatchCount()).isEqualTo(1);

    Transformation clean = SCANNER.transform("nothing here", Redaction.mask());
    assertThat(clean.content()).isEqualTo("nothing here");
    assertThat(clean.transformed()).isFalse();
  }

  @Test
  void transformSaysWhatItDidNotSee() {
    TextScanner capped = TextScanner.builder().cap(20).build();
    Transformation result =
        capped.transform("joe@example.com and ann@example.com", Redaction.remove());
    assertThat(result.content()).isEqualTo(" and ann@example.com");
    assertThat(result.scanTruncated()).isTrue();
    assertThat(result.scan().scannedLength()).isEqualTo(20);
    assertThat(result.scan().totalLength()).isEqualTo(35);
  }
}
