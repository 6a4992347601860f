package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What udev 252, 254, 257 and 262 were seen to import from such command lines. */
class KernelCommandLineTest {
  private static void assertRead(String line, @Nullable String a, @Nullable String b) {
    assertEquals(Optional.ofNullable(a), KernelCommandLine.option(line, "a"), line);
    assertEquals(Optional.ofNullable(b), KernelCommandLine.option(line, "b"), line);
    assertEquals(Optional.empty(), KernelCommandLine.option(line, "rd.a"), line);
  }

  @Test
  void quotesHoldWordsTogetherAndNothingIsEscaped() {
    assertRead("a=\"x y\" b=1", "x y", "1");
    assertRead("a=\"x y b=1", "x y b=1", null);
    assertRead("a='x y b=1", "x y b=1", null);
    assertRead("'a=x y' b=1", "x y", "1");
    assertRead("\"a=x y\" b=1", "x y", "1");
    assertRead("a=x\\ y b=1", "x\\", "1");
    assertRead("a=x\\\\y b=1", "x\\\\y", "1");
    assertRead("a=\"x\\\"y\" b=1", "x\\y b=1", null);
    assertRead("a=x\\", "x\\", null);
    assertRead("a=\"x\" \"b=1", "x", "1");
    assertRead("b=1 a=x\"", "x", "1");
    assertRead("a=x\"y z\"w b=1", "xy zw", "1");
    assertRead("a=\"it's\" b=1", "it's", "1");
    assertRead("a=\"\" b=1", "", "1");
    assertRead("a= b=1", "", "1");
    assertRead("a b=1", "1", "1");
    assertRead("\"a b=1", null, null);
    assertRead("rd.a=5 a=2 b=1", "2", "1");
    assertRead("a\tb=1 ", "1", "1");
    assertRead("-- a=1 b=2", "1", "2");
    assertRead("a=1 -- a=2 b=3", "2", "3");
    assertRead("a=\\n b=1", "\\n", "1");
    assertRead("a=\"\\x41\" b=1", "\\x41", "1");
    assertRead("\"a\"=1 b=2", "1", "2");
    assertRead("a='x\\'y' b=1", "x\\y b=1", null);
    assertRead("a==1 b=\"=2\"", "=1", "=2");
    assertRead("a=x\\\"y z\" b=1", "x\\y z", "1");
    assertRead("systemd.a=1 a=3 b=1", "3", "1");
  }

  @Test
  void aVerticalTabSeparatesNothing() {
    assertRead("a=x\u000bb=1 b=1", "x\u000bb=1", "1");
  }
}
