package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.daxpolicy.simulate.CommandLine.Meaning;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static Meaning meaning(String line, boolean udev) {
    return CommandLine.of(CommandLine.split(line), udev);
  }

  @Test
  void quotesGroupAndAreRemoved() {
    assertEquals(
        List.of("/bin/sh", "-c", "exec a b", "it's", ""),
        CommandLine.split("  /bin/sh -c 'exec a b' \"it's\" ''"));
    assertEquals(List.of("ab c"), CommandLine.split("a'b c"));
    assertEquals(List.of(""), CommandLine.split("   "));
  }

  @Test
  void findsDaxctlBehindWhatStartsIt() {
    Meaning plain = new Meaning.Daxctl(List.of("online-memory", "dax0.0"), false);
    for (String line :
        List.of(
            "/usr/bin/daxctl online-memory dax0.0",
            "/bin/sh -c 'exec daxctl online-memory dax0.0'",
            "/bin/bash -c \"/usr/bin/timeout -k 5 60 daxctl online-memory dax0.0\"",
            "/usr/bin/env daxctl online-memory dax0.0")) {
      assertEquals(plain, meaning(line, true), line);
    }
    assertEquals(
        new Meaning.Daxctl(List.of("online-memory", "dax0.0"), true),
        meaning("/usr/bin/systemd-run --no-block daxctl online-memory dax0.0", true));
  }

  @Test
  void udevSearchesNoPathAndSystemdDoes() {
    assertEquals(new Meaning.Relative("daxctl"), meaning("daxctl online-memory dax0.0", true));
    assertInstanceOf(Meaning.Daxctl.class, meaning("daxctl online-memory dax0.0", false));
  }

  @Test
  void doesNotGuessAtScripts() {
    for (String line :
        List.of(
            "/bin/sh -c 'sleep 1; daxctl online-memory dax0.0'",
            "/bin/sh -c 'daxctl online-memory $D'",
            "/bin/sh /opt/daxctl.sh",
            "/usr/bin/timeout 5",
            "/usr/bin/nice daxctl online-memory dax0.0",
            "/usr/bin/env # daxctl")) {
      Meaning meaning = meaning(line, true);
      assertTrue(
          meaning instanceof Meaning.Unclear || meaning instanceof Meaning.Other,
          line + " " + meaning);
    }
    assertInstanceOf(Meaning.Other.class, meaning("/bin/touch /run/x", true));
  }
}
