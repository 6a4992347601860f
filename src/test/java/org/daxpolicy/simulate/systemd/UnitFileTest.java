package org.daxpolicy.simulate.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnitFileTest {
  private static final UnitName U = new UnitName("u@dax0.0.service");

  private static UnitFile service(String... lines) {
    return UnitFile.parse("[Service]\n" + String.join("\n", lines));
  }

  @Test
  void namesAreTakenApart() {
    UnitName name = new UnitName("a@dev-dax0.0\\x2dx.service");
    assertEquals("a@.service", name.file());
    assertEquals("dev-dax0.0\\x2dx", name.instance());
    assertEquals(
        "dev/dax0.0-x|a|dev-dax0.0\\x2dx|%|a@dev-dax0.0\\x2dx|%q|50%",
        name.fill("%I|%p|%i|%%|%N|%q|50%"));
    UnitName plain = new UnitName("plain.service");
    assertEquals("plain.service", plain.file());
    assertEquals("", plain.instance());
    assertEquals("plain", plain.fill("%p"));
  }

  @Test
  void anEmptyAssignmentClearsEarlierOnes() {
    assertEquals(
        List.of(new UnitFile.Command(List.of("/bin/b", "x"), true, true)),
        service("ExecStart=/bin/a", "ExecStart=", "ExecStart=-/bin/b x").commands(U));
  }

  @Test
  void everySettingCountsInItsSectionOnly() {
    UnitFile unit =
        UnitFile.parse(
            "ExecStart=/bin/no\n[Unit]\nExecStart=/bin/no\n[Service]\n;ExecStart=/bin/no\n"
                + "Type = oneshot\nRestart=on-failure\nnonsense\n[Install]\nExecStart=/bin/no\n");
    assertEquals(List.of(), unit.commands(U));
    assertEquals("oneshot", unit.type());
    assertFalse(unit.remains());
    assertEquals(Optional.of(5), unit.tries());
  }

  @Test
  void commandsBeforeTheServiceComeFirst() {
    UnitFile unit = service("ExecStart=/bin/b %i", "ExecStartPre=/bin/a");
    assertEquals(
        List.of(List.of("/bin/a"), List.of("/bin/b", "dax0.0")),
        unit.commands(U).stream().map(UnitFile.Command::words).toList());
  }

  @Test
  void onlyAOneshotMayTakeAsLongAsItLikes() {
    assertEquals(Double.POSITIVE_INFINITY, service("Type=oneshot").timeout());
    assertEquals(90, service("Type=forking").timeout());
    assertEquals(1800, service("Type=oneshot", "TimeoutStartSec=30min").timeout());
    assertEquals(Double.POSITIVE_INFINITY, service("TimeoutSec=infinity").timeout());
    assertEquals(Double.POSITIVE_INFINITY, service("TimeoutStartSec=0").timeout());
  }

  /** Seen on systemd 257: units that sleep, and what became of them. */
  @Test
  void aServiceThatOnlyRunsIsLimitedByItsRuntimeAlone() {
    assertEquals(Double.POSITIVE_INFINITY, limit("ExecStart", "TimeoutStartSec=2"));
    assertEquals(2, limit("ExecStart", "RuntimeMaxSec=2"));
    assertEquals(2, limit("ExecStartPre", "TimeoutStartSec=2"));
    assertEquals(2, limit("ExecStartPost", "Type=oneshot", "TimeoutStartSec=2"));
    assertEquals(Double.POSITIVE_INFINITY, limit("ExecStart", "Type=oneshot", "RuntimeMaxSec=2"));
    assertEquals(90, limit("ExecStart", "Type=notify", "RuntimeMaxSec=2"));
  }

  private static double limit(String key, String... settings) {
    List<String> lines = new ArrayList<>(List.of(settings));
    lines.add(key + "=/bin/sleep 5");
    UnitFile unit = service(lines.toArray(String[]::new));
    return unit.timeout(unit.commands(U).get(0), 90);
  }

  @Test
  void triesAreLimitedByTheStartLimit() {
    assertEquals(Optional.empty(), service("Type=oneshot").tries());
    UnitFile limited = UnitFile.parse("[Unit]\nStartLimitBurst=4\n[Service]\nRestart=on-failure\n");
    assertEquals(Optional.of(4), limited.tries());
    UnitFile forever =
        UnitFile.parse("[Unit]\nStartLimitIntervalSec=0\n[Service]\nRestart=always\n");
    assertEquals(Optional.of(Integer.MAX_VALUE), forever.tries());
  }

  @Test
  void dependenciesNameTheInstance() {
    UnitFile unit =
        UnitFile.parse(
            "[Unit]\nBindsTo=dev-%i.device\nAfter=dev-%i.device\nBefore=systemd-udevd.service x\n"
                + "ConditionPathExists=!/sys/%i\n[Install]\nWantedBy=multi-user.target\n");
    assertEquals(List.of("dev-dax0.0.device"), unit.needs(U));
    assertEquals(List.of("dev-dax0.0.device"), unit.boundTo(U));
    assertEquals(List.of("systemd-udevd.service", "x"), unit.before());
    assertEquals(List.of("!/sys/dax0.0"), unit.wantedPaths(U));
    assertEquals(List.of("multi-user.target"), unit.wantedBy());
  }

  @Test
  void aServiceStaysActiveOnlyWhereItSaysSo() {
    assertFalse(service("ExecStart=/bin/a").remains());
    assertTrue(service("Type=oneshot", "RemainAfterExit=yes").remains());
    assertFalse(service("Type=oneshot", "RemainAfterExit=no").remains());
  }

  @Test
  void readsSpansOfTime() {
    assertEquals(Optional.of(5400.0), TimeSpan.seconds("1h 30min"));
    assertEquals(Optional.of(0.25), TimeSpan.seconds("250ms"));
    assertEquals(Optional.of(90.0), TimeSpan.seconds("90"));
    assertEquals(Optional.empty(), TimeSpan.seconds("soon"));
    assertEquals(Optional.empty(), TimeSpan.seconds("5 parsecs"));
  }

  @Test
  void quotesGroupAndAreRemoved() {
    assertEquals(
        List.of("/bin/sh", "-c", "exec a b", "it's", ""),
        Words.of("  /bin/sh -c 'exec a b' \"it's\" ''"));
    assertEquals(List.of("ab c"), Words.of("a'b c"));
    assertEquals(List.of(""), Words.of("   "));
  }
}
