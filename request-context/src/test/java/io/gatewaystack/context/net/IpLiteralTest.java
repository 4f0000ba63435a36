package io.gatewaystack.context.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
  private static final List<String> NAMES =
      List.of(
          "localhost",
          "example",
          "dead.beef",
          "abc",
          "1.2.3",
          "127.1",
          "0x7f.1",
          "1.2.3.4.",
          "a.:1.2.3.4",
          ".:1.2.3.4",
          ".a:1.2.3.4",
          ".:",
          "g::1",
          "-1.2.3.4");

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "1.2.3.4, 1.2.3.4",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:DB8::a, 2001:db8:0:0:0:0:0:a",
    "0000:0000:0000:0000:0000:0000:0000:0001, 0:0:0:0:0:0:0:1",
    "::ffff:1.2.3.4, 1.2.3.4",
    "0000:0000:0000:0000:0000:ffff:255.255.255.255, 255.255.255.255",
    "::ffff:102:304, 1.2.3.4",
    "::1.2.3.4, 0:0:0:0:0:0:102:304"
  })
  void readsAddresses(String text, String address) {
    assertThat(IpLiteral.parse(text)).map(InetAddress::getHostAddress).hasValue(address);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        ".",
        "...",
        ":",
        ":::",
        "1",
        "2130706433",
        "127.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        "1.2.3.4.",
        "01.2.3.4",
        "1.2.3.04",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "1.2.3.256",
        "1.2.3.999",
        "1.2.3.-4",
        "1.2.3.+4",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4\n",
        "１.2.3.4",
        "1.2.3.٤",
        "1。2。3。4",
        "[::1]",
        "::1%eth0",
        "fe80::1%1",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "::g",
        "::1.2.3",
        "::1.2.3.256",
        "::01.2.3.4",
        "1.2.3.4::",
        "1.2.3.4:80",
        "::ffff:0x7f.0.0.1",
        "::１",
        "localhost"
      })
  void refusesEveryOtherSpelling(String text) {
    assertThat(IpLiteral.parse(text)).isEmpty();
  }

  /** A process whose resolver knows every one of these names: an answer would be a look-up. */
  @Test
  void neverAsksANameServer(@TempDir Path folder) throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.write(hosts, NAMES.stream().map(name -> "127.9.9.9 " + name).toList());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + hosts,
                "-cp",
                System.getProperty("java.class.path"),
                Asking.class.getName()));
    command.addAll(NAMES);

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.strip()).isEqualTo("/127.9.9.9"); // the resolver works, no literal used it
  }

  /** Prints what each argument reads as, and how the first one resolves. */
  static final class Asking {
    public static void main(String[] names) throws Exception {
      for (String name : names) {
        IpLiteral.parse(name).ifPresent(address -> print(name + " became " + address));
      }
      print("/" + InetAddress.getByName(names[0]).getHostAddress());
    }

    private static void print(String line) {
      System.out.println(line);
    }
  }
}
