package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.detect.Detector;
import io.gatewaystack.transformabl.detect.Detectors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types that are found without being told how, and what finds them. */
final class KnownTypes {

  /** In order of precedence: of two types with the same span the first names it. */
  static final Map<PiiType, List<Detector>> ALL = all();

  private KnownTypes() {}

  private static Map<PiiType, List<Detector>> all() {
    Map<PiiType, List<Detector>> all = new LinkedHashMap<>();
    all.put(PiiType.PRIVATE_KEY, List.of(Detectors.privateKey()));
    all.put(PiiType.JWT, List.of(Detectors.jwt()));
    all.put(
        PiiType.API_KEY,
        List.of(Detectors.issuedKey(), Detectors.botToken(), Detectors.spacedKey()));
    all.put(PiiType.CONNECTION_STRING, List.of(Detectors.connectionString()));
    all.put(
        PiiType.CREDENTIAL,
        List.of(
            Detectors.credential(),
            Detectors.toldCredential(),
            Detectors.commandCredential(),
            Detectors.loginLine()));
    all.put(PiiType.EMAIL, List.of(Detectors.email(), Detectors.spokenEmail()));
    all.put(
        PiiType.IP_ADDRESS,
        List.of(
            Detectors.ipv4(),
            Detectors.ipv6(),
            Detectors.spokenIpv4(),
            Detectors.oddIpv4(),
            Detectors.apartIpv4()));
    all.put(PiiType.CREDIT_CARD, List.of(Detectors.card()));
    all.put(PiiType.IBAN, List.of(Detectors.iban()));
    all.put(PiiType.SSN, List.of(Detectors.ssn()));
    all.put(PiiType.US_ITIN, List.of(Detectors.itin()));
    all.put(PiiType.DATE_OF_BIRTH, List.of(Detectors.birthDate(), Detectors.birthCell()));
    all.put(PiiType.PHONE, List.of(Detectors.phone()));
    all.put(PiiType.NPI, List.of(Detectors.npi()));
    all.put(PiiType.US_BANK_NUMBER, List.of(Detectors.bankNumber()));
    all.put(PiiType.US_PASSPORT, List.of(Detectors.passport()));
    all.put(PiiType.US_DRIVERS_LICENSE, List.of(Detectors.license()));
    all.put(PiiType.CRYPTO_WALLET, List.of(Detectors.wallet()));
    all.put(PiiType.ICD_9, List.of(Detectors.icd9()));
    all.put(PiiType.ICD_10, List.of(Detectors.icd10()));
    return Collections.unmodifiableMap(all);
  }
}
