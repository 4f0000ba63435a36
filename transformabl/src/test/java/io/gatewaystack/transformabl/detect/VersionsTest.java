package io.gatewaystack.transformabl.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.PiiType;
import io.gatewaystack.transformabl.TextScanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Four numbers are an address, a version or a section. */
class VersionsTest {
  private final TextScanner scanner = TextScanner.ofAllTypes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MySQL 8.0.36.1 is the version we run",
        "MySQL server 8.0.36.1",
        "TeamViewer 15.48.5.0 is installed",
        "SomeTool 45.61.7.80 is installed",
        "## 44.2.50.61 (2026-03-04)",
        "43.52.41.62 Definitions",
        "Step 41.52.61.44: tighten the bolt",
        "serde@1.0.19.1",
        "Test 3.1.2.2 passed",
        "version 10.2.1.7, 10.2.1.8",
        "upgrade from 10.2.1.7 to 10.2.2.0",
        "libfoo.so.41.52.61.44",
        "registry.local/app:41.52.61.44",
        "rails -v 41.52.61.44",
        "pkg 41.52.61.44~beta1",
        "supports clients 41.52.61.44 and later",
        "needs agents 41.52.61.44 or newer",
        "A.8.2.3 and 5.1.1.2",
        "since 3.4.1, 3.4.1.2",
        "Remote 4.4.1.2 firmware is out",
        "Server 4.12.0.7",
        "Upgrade path: 6.4.2.1 -> 6.5.0.0 -> 7.0.1.2",
        "Tested with Db2 11.5.9.0",
        "see RFC 8446 4.2.8.1",
        "Server 3.2.1.0, Agent 2.14.3.1, Console 5.4.3.2",
        "gem 'rails', '~> 7.1.3.2'",
        "activesupport (= 7.1.3.2)",
        "package 172.16.3.4-1ubuntu2",
        "1.2.1.1 Scope\n1.2.1.2 Terms",
        "    // 23.3.1.1 construct/copy/destroy",
        "/* 7.8.1.2 Minimum-width integer types */",
        "<h3>24.6.1.8. Window menu</h3>",
        "<h4 class=\"title\">2.3.4.2 Unions</h4>",
        "CEF:0|acme|fw|1.2.0.4|100|blocked",
        "see `3.1.3.6`",
        "M10.5 20.3 L 33.1-2.12 3.51.98.32 2.03.5z",
        "Array([[1., 1., 0., 0.]])",
        "Parser 2.14.3.1, Writer 10.0.4.2",
        "Firmware 10.2.0.144 fixes the loop of 10.2.0.140 and 10.2.0.141",
        "Release 10.4.2.1 of the console supersedes 10.4.1.9",
        "pkg:nuget/Foo.Bar@10.4.2.1",
        "foo==10.4.2.1",
        "Foo < 4.12.0.9; Bar <= 10.2.0.4",
        "Firmware 172.16.4.2 released for the router",
        "implementation 'com.acme:codec:10.5.5.44'",
        "apk 10.33.12.4 (build 1033)",
        "engine 10.33.12.4 (stable)",
        "introduced in 10.4.1.2",
        "deprecated as of 10.4.1.2",
        "needs 10.4.1.2 and later",
        "brew: acme 10.4.1.2 is already installed",
        "acme=10.4.1.2=py311_0",
        "changelog for 41.52.61.44",
        ">=10.14.0.0",
        "## [10.4.2.1] - 2026-03-02",
        "# 10.4.2.1 (2026-03-02)",
        "libfoo (2.39.90.10-2) unstable",
        "The module (10.2.0.4 or newer) is required",
        "What's new in 10.4.2.1?",
        "Start preparing for 1.8.4.2",
        "- 7.14.5.2: fixes import",
        "X-Mailer: Acme 7.3.132.82",
        "chapter I.1.2.3 and II.4.5.6"
      })
  void leavesVersionsAndSections(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Updated the agent on 10.2.3.4 to version 5.1, 10.2.3.4",
    "firmware of 10.2.3.4 is outdated, 10.2.3.4",
    "version mismatch between hosts at 10.2.3.4, 10.2.3.4",
    "kubelet v1.29 on node 10.0.3.17, 10.0.3.17",
    "release 2026.11 goes to 10.2.3.4, 10.2.3.4",
    "resolves through 8.8.4.4 now, 8.8.4.4",
    "blocked 1.2.3.4 after five attempts, 1.2.3.4",
    "login from 5.6.7.8, 5.6.7.8",
    "1.2.3.4, 1.2.3.4",
    "host: 12.3.4.5, 12.3.4.5",
    "X-Originating-IP: 7.3.132.82, 7.3.132.82",
    "Berlin 45.61.77.80, 45.61.77.80",
    "http://41.52.61.44/app, 41.52.61.44",
    "blocked 41.52.61.44 and others, 41.52.61.44",
    "resolves 8.8.4.4 and later nothing, 8.8.4.4",
    "in 3.4.1 and 41.52.61.44, 41.52.61.44",
    "Remote 4.4.1.2 is down, 4.4.1.2",
    "server 4.12.0.7 is down, 4.12.0.7",
    "see 8446 45.2.8.1, 45.2.8.1",
    "path 6.4.2.1 -> 45.12.0.7, 45.12.0.7",
    "Server 45.12.0.7, 45.12.0.7",
    "build 4.12.0.7 for client 45.2.60.108, 45.2.60.108",
    "http://4.12.0.7 is slow, 4.12.0.7",
    "// 45.12.0.7 is the mirror, 45.12.0.7",
    "rtt 0.4 45.12.0.7 23.1, 45.12.0.7",
    "~45.12.0.7, 45.12.0.7",
    "firmware 2.14.3.1 and host 10.2.0.144, 10.2.0.144",
    "release 10.4.2.1 deployed on 10.4.2.9, 10.4.2.9",
    "'Parser 2.14.3.1, Server 10.0.4.2', 10.0.4.2",
    "ip.addr==10.4.2.1, 10.4.2.1",
    "scp build root@10.4.2.17:/opt, 10.4.2.17",
    "ssh://root@10.4.2.17/opt, 10.4.2.17",
    "# 10.4.2.1 db1, 10.4.2.1",
    "hosts (10.4.2.1-50), 10.4.2.1",
    "10.0.0.10 and above, 10.0.0.10",
    "firmware of 172.16.4.2 is old, 172.16.4.2",
    "introduced the host 10.4.1.2, 10.4.1.2",
    "10.4.1.2 and later nothing, 10.4.1.2",
    "10.4.1.2 is down, 10.4.1.2",
    "server 10.4.1.2 (backup), 10.4.1.2",
    "10.4.1.2 build failed, 10.4.1.2",
    "db.internal:5432:10.4.1.2, 10.4.1.2",
    "a=10.4.1.2, 10.4.1.2",
    "allow for 1.2.3.4, 1.2.3.4",
    "- 45.12.0.7: blocked, 45.12.0.7"
  })
  void findsAddressesBesideThem(String text, String address) {
    assertThat(scanner.scan(text).matches())
        .singleElement()
        .satisfies(match -> assertThat(match.type()).isEqualTo(PiiType.IP_ADDRESS))
        .satisfies(match -> assertThat(match.value(text)).isEqualTo(address));
  }
}
