package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnitFileTest {
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
    UnitFile unit =
        UnitFile.parse("[Service]\nExecStart=/bin/a\nExecStart=\nExecStart=-/bin/b x\n");
    assertEquals(
        List.of(new UnitFile.Command(List.of("/bin/b", "x"), true)),
        unit.commands(new UnitName("u.service")));
  }

  @Test
  void onlyTheServiceSectionCounts() {
    UnitFile unit =
        UnitFile.parse(
            "ExecStart=/bin/no\n[Unit]\nExecStart=/bin/no\n[Service]\n;ExecStart=/bin/no\nType = oneshot\n"
                + "Restart=on-failure\nnonsense\n[Install]\nExecStart=/bin/no\n");
    assertEquals(List.of(), unit.commands(new UnitName("u.service")));
    assertEquals(Optional.of("oneshot"), unit.value("Type"));
    assertFalse(unit.remains());
    assertTrue(unit.restarts());
  }

  @Test
  void aServiceThatStaysActiveIsNotStartedTwice() {
    assertTrue(UnitFile.parse("[Service]\nExecStart=/bin/a").remains());
    assertTrue(UnitFile.parse("[Service]\nType=oneshot\nRemainAfterExit=yes").remains());
    assertFalse(UnitFile.parse("[Service]\nType=oneshot\nRemainAfterExit=no").remains());
  }
}
