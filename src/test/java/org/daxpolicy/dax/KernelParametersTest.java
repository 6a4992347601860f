package org.daxpolicy.dax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Kernel command lines are read as the kernel reads them. */
class KernelParametersTest {
  @Test
  void readsKernelParametersAsTheKernelDoes() {
    KernelParameters p =
        KernelParameters.parse(
            "a=1 a=2 memhp-default-state=online modprobe.blacklist=x,device-dax"
                + " modprobe.blacklist=kmem dyndbg=\"file a +p\" flag off=0 -- after=1\n");
    assertEquals(Optional.of("2"), p.value("a"));
    assertEquals(Optional.of("online"), p.value("memhp_default_state"));
    assertEquals(Optional.of("file a +p"), p.value("dyndbg"));
    assertEquals(List.of("device_dax", "kmem", "x"), List.copyOf(p.blacklist()));
    assertTrue(p.flag("flag"));
    assertFalse(p.flag("off"));
    assertEquals(Optional.empty(), p.value("after"));
  }

  /** The cases of {@code next_arg}: only quotes round a parameter or its value are dropped. */
  @Test
  void quotesAreReadAsTheKernelDoes() {
    assertEquals(Optional.of("x y"), value("a=\"x y\" b=1"));
    assertEquals(Optional.of("x y"), value("\"a=x y\" b=1"));
    assertEquals(Optional.of("x y b=1"), value("a=\"x y b=1"));
    assertEquals(Optional.of("x\"y z\"w"), value("a=x\"y z\"w b=1"));
    assertEquals(Optional.of("'x"), value("a='x y' b=1"));
    assertEquals(Optional.of(""), value("a=\""));
    assertEquals(Optional.of("=1"), value("a==1"));
    assertEquals(Optional.empty(), value("\"a b=1"));
    assertEquals(Optional.empty(), value("-- a=1"));
  }

  private static Optional<String> value(String commandLine) {
    return KernelParameters.parse(commandLine).value("a");
  }
}
