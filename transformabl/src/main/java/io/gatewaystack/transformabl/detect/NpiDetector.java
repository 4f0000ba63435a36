package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.UsNumbers;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/** National provider identifiers: ten digits with a check digit, beside a word that says so. */
final class NpiDetector extends Detector {

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length == 10;
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.NPI, Topic.PROVIDER, Topic.MEDICAL);
  }

  @Override
  public boolean at(Reading reading, int at) {
    Digits digits = reading.digits();
    if (digits.size(0) != 10
        || digits.isLenient()
        || !digits.standAlone(1)
        || !UsNumbers.isNpi(digits.value(0, 0))) {
      return false;
    }
    Topic topic = reading.words().nearest(at, digits.to(0));
    return (topic == Topic.NPI || topic == Topic.PROVIDER || topic == Topic.MEDICAL)
        && reading.add(at, digits.to(0), Strength.STRONG, "luhn");
  }
}
