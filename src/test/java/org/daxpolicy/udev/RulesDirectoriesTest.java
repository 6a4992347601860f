package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesDirectoriesTest {
  private static final UdevVersion V257 = new UdevVersion(257);
  private static final UdevVersion V262 = new UdevVersion(262);

  @TempDir Path root;
  private Path high;
  private Path low;

  @BeforeEach
  void makeDirectories() throws IOException {
    high = Files.createDirectories(root.resolve("etc/udev/rules.d"));
    low = Files.createDirectories(root.resolve("usr/lib/udev/rules.d"));
  }

  private List<String> picked(UdevVersion version) {
    return RulesDirectories.pick(RulesDirectories.standard(root, version), version).stream()
        .map(p -> root.relativize(p.path()).toString())
        .toList();
  }

  private static void rules(Path directory, String name) throws IOException {
    Files.writeString(directory.resolve(name), "ENV{A}=\"1\"\n");
  }

  @Test
  void ordersByTheBytesOfTheWholeNameWhateverTheDirectory() throws IOException {
    rules(high, "50-a.rules");
    rules(low, "50-a-x.rules");
    rules(low, "50-B.rules");
    rules(high, "9-z.rules");
    assertEquals(
        List.of(
            "usr/lib/udev/rules.d/50-B.rules",
            "usr/lib/udev/rules.d/50-a-x.rules",
            "etc/udev/rules.d/50-a.rules",
            "etc/udev/rules.d/9-z.rules"),
        picked(V262));
  }

  @Test
  void takesAFileOfOneNameFromTheDirectoryOfHighestPriority() throws IOException {
    rules(high, "50-a.rules");
    rules(low, "50-a.rules");
    assertEquals(List.of("etc/udev/rules.d/50-a.rules"), picked(V262));
  }

  @Test
  void hidesAFileBehindAnEmptyOneOrALinkToNull() throws IOException {
    Files.writeString(high.resolve("50-a.rules"), "");
    rules(low, "50-a.rules");
    Files.createSymbolicLink(high.resolve("51-b.rules"), Path.of("/dev/null"));
    rules(low, "51-b.rules");
    assertEquals(List.of(), picked(V262));
  }

  @Test
  void hidesAFileBehindOneThatHoldsOnlyAComment() throws IOException {
    Files.writeString(high.resolve("50-a.rules"), "# nothing\n");
    rules(low, "50-a.rules");
    assertEquals(List.of("etc/udev/rules.d/50-a.rules"), picked(V262));
  }

  @Test
  void passesOverDanglingLinksAndDirectoriesSince258() throws IOException {
    Files.createSymbolicLink(high.resolve("50-a.rules"), Path.of("nowhere"));
    Files.createDirectory(high.resolve("51-b.rules"));
    rules(low, "50-a.rules");
    rules(low, "51-b.rules");
    assertEquals(
        List.of("usr/lib/udev/rules.d/50-a.rules", "usr/lib/udev/rules.d/51-b.rules"),
        picked(V262));
    assertEquals(List.of(), picked(V257));
  }

  @Test
  void readsTheTargetOfALinkUnderTheNameOfTheLink() throws IOException {
    Path elsewhere = root.resolve("shared.txt");
    Files.writeString(elsewhere, "ENV{A}=\"1\"\n");
    Files.createSymbolicLink(high.resolve("60-l.rules"), elsewhere);
    RuleSet rules = RulesDirectories.read(List.of(high, low), V262).value().orElseThrow();
    assertEquals("60-l.rules", rules.files().get(0).name());
    assertEquals(1, rules.files().get(0).rules().size());
  }

  @Test
  void takesNoHiddenFilesAndNoOtherEndings() throws IOException {
    rules(high, ".50-a.rules");
    rules(high, "50-a.rules~");
    rules(high, "50-a.RULES");
    rules(high, "50-a.conf");
    assertEquals(List.of(), picked(V262));
  }

  @Test
  void looksIntoLibOfASplitUsrOnlyBefore256() {
    assertTrue(
        RulesDirectories.standard(root, new UdevVersion(252))
            .contains(root.resolve("lib/udev/rules.d")));
    assertEquals(4, RulesDirectories.standard(root, V257).size());
  }
}
