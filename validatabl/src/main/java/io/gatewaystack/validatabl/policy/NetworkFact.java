package io.gatewaystack.validatabl.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * An address of which only the network is known.
 *
 * @param network the network
 * @param last its last address
 */
record NetworkFact(Block network, InetAddress last) implements Fact {

  /**
   * Reads an address, or a network such as {@code 192.0.2.0/24}.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  static Fact parse(String text) {
    Block network = Block.parse(text);
    if (network.addresses().isSingle()) {
      return new Fact.Address(network.base());
    }
    byte[] address = network.base().getAddress();
    for (int bit = network.addresses().prefix(); bit < address.length * 8; bit++) {
      address[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    try {
      return new NetworkFact(network, InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  public boolean whole() {
    return false;
  }

  @Override
  public Truth within(List<Block> blocks) {
    Truth answer = Truth.FALSE;
    for (Block block : blocks) {
      if (block.contains(network.base()) && block.contains(last)) {
        return Truth.TRUE;
      }
      if (network.contains(block.base())) {
        answer = Truth.UNKNOWN;
      }
    }
    return answer;
  }
}
