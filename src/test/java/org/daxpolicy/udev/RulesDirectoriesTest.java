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
    return RulesDirectories.pick(standard(version), version).stream()
        .map(p -> p.path().substring(1))
        .toList();
  }

  private List<RulesDirectories.Directory> standard(UdevVersion version) {
    return RulesDirectories.standard(new DiskTree(root), "root", version);
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
    List<RulesDirectories.Directory> directories =
        List.of(RulesDirectories.Directory.of(high), RulesDirectories.Directory.of(low));
    RuleSet rules = RulesDirectories.read(directories, V262).value().orElseThrow();
    assertEquals("60-l.rules", rules.files().get(0).name());
    assertEquals(1, rules.files().get(0).rules().size());
  }

  @Test
  void followsLinksInsideTheRootOnly() throws IOException {
    Files.createDirectories(root.resolve("srv"));
    Files.writeString(root.resolve("srv/a.txt"), "ENV{A}=\"inside\"\n");
    Files.createSymbolicLink(high.resolve("50-a.rules"), Path.of("/srv/a.txt"));
    Files.createSymbolicLink(
        high.resolve("51-b.rules"), Path.of("../../../../../../../../srv/a.txt"));
    Path outside = Files.writeString(root.resolve("srv/b.txt"), "ENV{A}=\"outside\"\n");
    Files.createSymbolicLink(high.resolve("52-c.rules"), outside.toAbsolutePath());
    rules(low, "52-c.rules");
    assertEquals(
        List.of("srv/a.txt", "srv/a.txt", "usr/lib/udev/rules.d/52-c.rules"), picked(V262));
  }

  @Test
  void takesALinkToADirectoryOfRulesForTheDirectory() throws IOException {
    Files.createDirectories(root.resolve("srv"));
    Files.delete(low);
    Files.createSymbolicLink(low, Path.of("/srv"));
    rules(root.resolve("srv"), "50-a.rules");
    assertEquals(List.of("srv/50-a.rules"), picked(V262));
  }

  @Test
  void endsAtLinksThatGoRoundInACircle() throws IOException {
    Files.createSymbolicLink(high.resolve("50-a.rules"), Path.of("50-b.rules"));
    Files.createSymbolicLink(high.resolve("50-b.rules"), Path.of("50-a.rules"));
    rules(low, "50-a.rules");
    assertEquals(List.of("usr/lib/udev/rules.d/50-a.rules"), picked(V262));
    assertEquals(List.of(), picked(V257));
  }

  @Test
  void picksFromTextsAsFromFiles() {
    TextTree tree =
        new TextTree()
            .file("/usr/lib/udev/rules.d/50-a.rules", "ENV{A}=\"1\"\n")
            .file("/usr/lib/udev/rules.d/51-b.rules", "ENV{A}=\"1\"\n")
            .file("/etc/udev/rules.d/50-a.rules", "")
            .link("/run/udev/rules.d/40-c.rules", "../../../usr/lib/udev/rules.d/51-b.rules");
    assertEquals(
        List.of("40-c.rules", "51-b.rules"),
        RulesDirectories.pick(RulesDirectories.standard(tree, "", V262), V262).stream()
            .map(RulesDirectories.Picked::name)
            .toList());
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
        standard(new UdevVersion(252)).stream()
            .anyMatch(d -> d.path().equals("/lib/udev/rules.d")));
    assertEquals(4, standard(V257).size());
  }
}
