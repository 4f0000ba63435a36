package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.net.IpLiteral;
import io.gatewaystack.validatabl.policy.Joint.Found;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One look at an address tells of many lists of blocks what each block would tell for itself. */
class AddressSetTest {
  private final Random random = new Random(20261122);

  private static InetAddress address(String literal) {
    return IpLiteral.parse(literal).orElseThrow();
  }

  private static List<Block> blocks(String... blocks) {
    return Stream.of(blocks).map(Block::parse).toList();
  }

  private String ipv4() {
    return "%d.%d.%d.%d"
        .formatted(
            random.nextInt(2) * 200 + 10,
            random.nextInt(3),
            random.nextInt(2) * 255,
            random.nextInt(8));
  }

  private String ipv6() {
    return "2001:db8:%x:%x::%x".formatted(random.nextInt(3), random.nextInt(3), random.nextInt(8));
  }

  private Block block() {
    return random.nextBoolean()
        ? Block.parse(ipv4() + "/" + random.nextInt(33))
        : Block.parse(ipv6() + "/" + random.nextInt(129));
  }

  @Test
  void tellsWhatEachBlockTells() {
    int holding = 0;
    for (int round = 0; round < 200; round++) {
      List<List<Block>> lists =
          Stream.generate(() -> Stream.generate(this::block).limit(3).toList()).limit(20).toList();
      AddressSet set = new AddressSet(lists);
      for (int i = 0; i < 20; i++) {
        Fact fact = new Fact.Address(address(random.nextBoolean() ? ipv4() : ipv6()));
        Found found = set.look(fact);
        for (int number = 0; number < lists.size(); number++) {
          assertThat(found.of(number))
              .as("%s in %s", fact, lists.get(number))
              .isEqualTo(fact.within(lists.get(number)));
          holding += found.of(number) == Truth.TRUE ? 1 : 0;
        }
      }
    }
    assertThat(holding).isGreaterThan(1_000);
  }

  @Test
  void theFamiliesAreApartAndMappedAddressesAreIpv4() {
    AddressSet set =
        new AddressSet(
            List.of(blocks("0.0.0.0/0"), blocks("::/0"), blocks("::ffff:10.0.0.0/8", "10.0.0.1")));

    assertThat(set.look(new Fact.Address(address("10.0.0.1"))).holding().stream())
        .containsExactly(0, 2);
    assertThat(set.look(new Fact.Address(address("10.0.0.2"))).holding().stream())
        .containsExactly(0, 2);
    assertThat(set.look(new Fact.Address(address("200.0.0.2"))).holding().stream())
        .containsExactly(0);
    assertThat(set.look(new Fact.Address(address("::1"))).holding().stream()).containsExactly(1);
  }

  @Test
  void ofANetworkEachIsAskedForItselfAndWhatIsNoAddressIsNowhere() {
    AddressSet set = new AddressSet(List.of(blocks("10.0.0.0/8")));

    assertThat(set.look(NetworkFact.parse("10.1.0.0/16")).of(0)).isEqualTo(Truth.UNKNOWN);
    assertThat(set.look(Fact.Unknown.INSTANCE).of(0)).isEqualTo(Truth.UNKNOWN);
    assertThat(set.look(Fact.Absent.INSTANCE).of(0)).isEqualTo(Truth.FALSE);
  }
}
