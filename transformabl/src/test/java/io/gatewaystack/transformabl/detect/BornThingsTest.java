package io.gatewaystack.transformabl.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.PiiType;
import io.gatewaystack.transformabl.TextScanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Things are born in other languages as well, and those who lead them are persons. */
class BornThingsTest {
  private final TextScanner scanner = TextScanner.ofAllTypes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Die Idee wurde am 03.04.2011 geboren",
        "Unser kleiner Verein wurde am 1. Mai 1903 geboren",
        "Die Idee wurde geboren am 03.04.2011",
        "Le projet est né le 02/03/2015",
        "L'association est née le 14/07/1998 à Lyon",
        "El festival nació el 05/06/1970",
        "La empresa nació el 12/10/1999 en Bilbao",
        "La rivista è nata il 21/04/1946",
        "O clube nasceu em 17/11/1895",
        "De vereniging werd geboren op 12-03-1920",
        "Проект родился 12.04.2010 на конференции"
      })
  void leavesThings(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unser Sohn wurde am 03.04.2011 geboren",
        "Der Gründer der Firma wurde am 12.05.1970 geboren",
        "La directrice du club est née le 12/05/1970",
        "El presidente de la empresa nació el 12/05/1950",
        "Il fondatore dell'azienda è nato il 12/05/1950",
        "Mijn zoon werd geboren op 12-05-2010",
        "Мой сын родился 12.05.2010"
      })
  void findsPersons(String text) {
    assertThat(scanner.scan(text).matches())
        .singleElement()
        .satisfies(match -> assertThat(match.type()).isEqualTo(PiiType.DATE_OF_BIRTH));
  }
}
