package org.daxpolicy.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void theLargestUnitThatFitsIsUsed() {
    assertEquals("0B", Bytes.text(0));
    assertEquals("1023B", Bytes.text(1023));
    assertEquals("4KiB", Bytes.text(4096));
    assertEquals("1536MiB", Bytes.text(3L << 29));
    assertEquals("16GiB", Bytes.text(16L << 30));
    assertEquals("2048PiB", Bytes.text(1L << 61));
  }
}
