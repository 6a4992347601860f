package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.text.Code;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each risk's examples, simulated without the command line around them. */
class RiskCorpusTest {
  @TestFactory
  Stream<DynamicTest> theBadExampleHasTheRiskAndTheGoodOneHasNot() {
    return Arrays.stream(Code.values())
        .filter(c -> c.id().startsWith("DX07"))
        .map(c -> DynamicTest.dynamicTest(c.id(), () -> check(c)));
  }

  private static void check(Code code) throws IOException {
    assertTrue(risks(code, "bad").contains(code), () -> code + " is not in the bad example");
    assertTrue(!risks(code, "good").contains(code), () -> code + " is in the good example");
  }

  private static Set<Code> risks(Code code, String word) throws IOException {
    Path folder = Corpus.ROOT.resolve("errors").resolve(code.id());
    String[] args =
        Files.readString(folder.resolve("args")).strip().replace("bad", word).split(" ");
    assertEquals("simulate", args[0]);
    TreeMap<String, String> rules = new TreeMap<>();
    rules.put(args[1], Files.readString(folder.resolve(args[1])));
    Machine machine =
        SnapshotReader.read(folder.resolve(args[3]), folder.resolve(args[3]).toString())
            .value()
            .orElseThrow();
    Installed installed = new Installed(rules, new TreeMap<>(), new TreeMap<>(), "");
    return Simulator.run(machine, installed, Given.NOTHING).allRisks().stream()
        .map(r -> r.code())
        .collect(Collectors.toSet());
  }
}
