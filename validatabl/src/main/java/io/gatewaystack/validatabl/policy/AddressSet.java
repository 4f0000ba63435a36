package io.gatewaystack.validatabl.policy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Blocks of addresses that are asked of one field: one look for each length that prefixes have,
 * however many blocks there are.
 */
final class AddressSet implements Joint {
  private static final int IPV4_BYTES = 4;

  private final Map<Prefix, BitSet> conditions = new HashMap<>();
  private final NavigableSet<Integer> lengthsOfIpv4 = new TreeSet<>();
  private final NavigableSet<Integer> lengthsOfIpv6 = new TreeSet<>();
  private final BitSet all = new BitSet();

  /** The first bits of an address. */
  private record Prefix(boolean ipv4, int bits, long high, long low) {
    static Prefix of(InetAddress address, int bits) {
      ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
      return bytes.capacity() == IPV4_BYTES
          ? new Prefix(true, bits, (long) bytes.getInt() << Integer.SIZE & mask(bits), 0)
          : new Prefix(
              false, bits, bytes.getLong() & mask(bits), bytes.getLong() & mask(bits - Long.SIZE));
    }

    private static long mask(int bits) {
      return bits <= 0 ? 0 : -1L << Math.max(0, Long.SIZE - bits);
    }
  }

  /** A set of conditions, each a list of blocks, which are numbered in this order. */
  AddressSet(List<List<Block>> values) {
    for (int number = 0; number < values.size(); number++) {
      all.set(number);
      for (Block block : values.get(number)) {
        int bits = block.addresses().prefix();
        lengths(block.base()).add(bits);
        conditions
            .computeIfAbsent(Prefix.of(block.base(), bits), prefix -> new BitSet())
            .set(number);
      }
    }
  }

  private NavigableSet<Integer> lengths(InetAddress address) {
    return address.getAddress().length == IPV4_BYTES ? lengthsOfIpv4 : lengthsOfIpv6;
  }

  @Override
  public Found look(Fact fact) {
    if (!fact.whole()) {
      return Found.nothingOf(all);
    }
    BitSet holding = new BitSet();
    if (fact instanceof Fact.Address address) {
      for (int bits : lengths(address.address())) {
        BitSet numbers = conditions.get(Prefix.of(address.address(), bits));
        if (numbers != null) {
          holding.or(numbers);
        }
      }
    }
    return new Found(holding, new BitSet());
  }
}
