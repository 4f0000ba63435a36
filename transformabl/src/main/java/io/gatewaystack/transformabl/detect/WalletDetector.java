package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Addresses of Bitcoin (and of its relatives with the same check sum) and of Ethereum. A check sum
 * makes an address certain; without one a Base58 word must be called a wallet, while the forms
 * {@code bc1…} and {@code 0x} with forty digits are rare enough by themselves.
 */
final class WalletDetector extends Detector {
  private static final int ETHEREUM = 42;
  private static final int MOST_ZEROS = 24; // at the start of an address that someone has

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length >= 26 && length <= 90;
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int end = text.wordEnd(at);
    int length = end - at;
    if (text.at(at - 1) == '-' || text.at(at - 1) == '_') {
      return false;
    }
    if (text.at(at) == '0' && (text.at(at + 1) | 0x20) == 'x') {
      return length == ETHEREUM && ethereum(reading, at, end);
    }
    if (text.startsWith("bc1", at) || text.startsWith("tb1", at) || text.startsWith("ltc1", at)) {
      return bech32(reading, at, end);
    }
    return length <= 35 && base58(reading, at, end);
  }

  private static boolean ethereum(Reading reading, int at, int end) {
    NormalText text = reading.text();
    if (!isHex(text, at + 2, end) || isNobodys(text, at + 2, end)) {
      return false;
    }
    boolean certain =
        reading.mayCheckWallet() && reading.wallets().isEthereum(text.chars(), at + 2);
    return reading.add(
        at, end, certain ? Strength.STRONG : Strength.FAIR, certain ? "eip55" : "shape");
  }

  /** Addresses that no one has: of one and the same digit, or of zeros up to a short number. */
  private static boolean isNobodys(NormalText text, int from, int to) {
    int zeros = 0;
    int same = 0;
    for (int i = from; i < to; i++) {
      zeros += text.at(i) == '0' && zeros == i - from ? 1 : 0;
      same += (text.at(i) | 0x20) == (text.at(from) | 0x20) ? 1 : 0;
    }
    return same == to - from || zeros >= MOST_ZEROS;
  }

  private static boolean bech32(Reading reading, int at, int end) {
    int verdict = reading.wallets().bech32(reading.text().chars(), at, end);
    if (verdict > 0) {
      return reading.add(at, end, Strength.STRONG, "bech32");
    }
    return verdict == 0
        && !isHex(reading.text(), at, end)
        && reading.add(at, end, Strength.WEAK, "shape");
  }

  private static boolean isHex(NormalText text, int from, int to) {
    for (int i = from; i < to; i++) {
      int lower = text.at(i) | 0x20;
      if (!text.isDigit(i) && (lower < 'a' || lower > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean base58(Reading reading, int at, int end) {
    char first = reading.text().at(at);
    if ("13LMDTXmn2t".indexOf(first) < 0) {
      return false;
    }
    int verdict = reading.wallets().base58(reading.text().chars(), at, end);
    if (verdict > 0) {
      return reading.add(at, end, Strength.STRONG, "base58check");
    }
    return verdict == 0
        && (first == '1' || first == '3')
        && reading.words().nearest(at, end) == Topic.WALLET
        && reading.add(at, end, Strength.FAIR, Topic.WALLET.why());
  }
}
