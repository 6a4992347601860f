package org.daxpolicy.dax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {
  private static final Pattern LEADING = Pattern.compile("v?(\\d{1,9}(?:\\.\\d{1,9})*)");

  @Test
  void readsTheVersionThatATextBeginsWith() {
    assertEquals("6.12.107", parsed("6.12.107+deb13-cloud-amd64"));
    assertEquals("257", parsed(" v257~rc1\n"));
    assertEquals("79", parsed("79."));
    assertEquals("123456789", parsed("1234567890.1"));
    assertEquals("", parsed("deb13"));
    assertEquals("", parsed(""));
    assertEquals(List.of(6, 8), Version.parse("06.08").orElseThrow().parts());
  }

  @Test
  void agreesWithARegularExpression() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append("0123456789019283746500...v- +a٣".charAt(random.nextInt(31)));
      }
      Matcher m = LEADING.matcher(text.toString().strip());
      Optional<String> expected = m.lookingAt() ? Optional.of(m.group(1)) : Optional.empty();
      assertEquals(
          expected.map(VersionTest::withoutLeadingZeros).orElse(""),
          parsed(text.toString()),
          () -> "seed " + seed + ", text `" + text + "`");
    }
  }

  private static String withoutLeadingZeros(String version) {
    return version.replaceAll("(?<![0-9])0+(?=[0-9])", "");
  }

  private static String parsed(String text) {
    return Version.parse(text).map(Version::toString).orElse("");
  }
}
