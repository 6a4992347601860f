package org.daxpolicy.glob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which numbers stand in names that patterns accept, compared with trying each name. */
class NumberReadingTest {
  private static final int TRIED = 2_000;

  @Test
  void namesWithAPrefixGiveTheirNumbers() {
    for (List<String> patterns :
        List.of(
            List.of("hmem.0"),
            List.of("hmem.[2-4]", "hmem.1?"),
            List.of("hmem.*"),
            List.of("h*7"),
            List.of("*.1[0-9][0-9]"),
            List.of("region3"),
            List.of("hmem.007"),
            List.of("hmem."),
            List.of("[!h]*", "hm?m\\.5"))) {
      Optional<NumberSet> numbers = NumberReading.named(patterns, false, "hmem.");
      for (int n = 0; n < TRIED && numbers.isPresent(); n++) {
        String name = "hmem." + n;
        boolean accepted = patterns.stream().anyMatch(p -> Glob.of(p).matches(name));
        assertEquals(
            accepted, numbers.get().contains(BigInteger.valueOf(n)), patterns + " " + name);
      }
    }
    assertEquals(
        Optional.of(NumberSet.of(BigInteger.ZERO)),
        NumberReading.named(List.of("HMEM.0"), true, "hmem."));
    // every number that ends in 7 is too many ranges to list
    assertEquals(Optional.empty(), NumberReading.named(List.of("h*7"), false, "hmem."));
  }
}
