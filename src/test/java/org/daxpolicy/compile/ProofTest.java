package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.daxpolicy.analysis.CompileProof;
import org.daxpolicy.analysis.Witness;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.language.PolicyMeaning;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every compilation is proved, and one that went wrong is not. */
class ProofTest {
  private static final String SOURCE =
      """
      policy "planted"
      target { kernel >= 6.9 nodes 0 .. 3 protect none }
      let fast = node.read_latency < 200ns
      rule "hbm" when origin == hmem and size >= 64GiB and not (align == 1GiB) {
        mode devdax
        node { owner "root" group "hbm" mode 0640 symlink "hbm/node{target_node}" tag "hbm{instance}" }
      }
      rule "window" when window.interleave_ways in 2 .. 4 and region.mode == ram {
        mode system-ram { online movable }
      }
      rule "pmem" when uuid == "4ad009c3-485d-48eb-97c6-fd277cd6242a" or numa_node == -1 { keep }
      rule "vendor" when host.dmi.vendor matches "Example*" and (size == 0 or align > 4096B)
          and (target_node == 1 or numa_node == 2) {
        mode devdax
        when busy { retry 3 every 10s }
      }
      rule "parameter" when host.cmdline.dax == "on" and host.arch == x86_64 { mode devdax }
      rule "by name" when region in 7 .. 15 and instance == 2 { mode system-ram { online kernel } }
      rule "fast" when fast and present(node.write_latency) { mode devdax }
      rule "slow" when node.read_bandwidth < 10GB/s { mode system-ram { online none } }
      otherwise keep
      """;

  private static final Policy POLICY =
      PolicyLoader.load(
              new SourceFile("planted.daxpolicy", SOURCE), (from, path) -> Result.failed(List.of()))
          .value()
          .orElseThrow();

  private record Bug(String name, UnaryOperator<String> plant) {}

  private static Bug swap(String name, String from, String to) {
    return new Bug(
        name,
        text -> {
          assertTrue(text.contains(from), () -> "nothing to plant `" + name + "` in:\n" + text);
          return text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        });
  }

  private static Bug swapAfter(String name, String anchor, String from, String to) {
    return new Bug(
        name,
        text -> {
          int at = text.indexOf(anchor);
          assertTrue(at >= 0 && text.indexOf(from, at) >= 0, () -> name + " in:\n" + text);
          int start = text.indexOf(from, at);
          return text.substring(0, start) + to + text.substring(start + from.length());
        });
  }

  private static final List<Bug> BUGS =
      List.of(
          swap(
              "a negation is dropped",
              "ENV{.DAXPOLICY_PLANTED_ALIGN_1}!=\"1\"",
              "ENV{.DAXPOLICY_PLANTED_ALIGN_1}==\"1\""),
          swap("a term is dropped", ", ENV{.DAXPOLICY_PLANTED_ALIGN_1}!=\"1\"", ""),
          swap("a range begins one too low", "6871947673[6-9]", "6871947673[5-9]"),
          swap("a range begins one too high", "6871947673[6-9]", "6871947673[7-9]"),
          swap("a range loses an alternative", "|687194767[4-9][0-9]", ""),
          swap(
              "a range loses its long numbers",
              "[1-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*",
              "x"),
          swap(
              "a file of the wrong parent",
              "ATTRS{devtype}==\"cxl_decoder_root\"",
              "ATTRS{devtype}==\"cxl_region\""),
          swap(
              "a parent is not told from others",
              "SUBSYSTEMS==\"cxl\", ATTRS{devtype}==\"cxl_decoder_root\", ",
              "SUBSYSTEMS==\"cxl\", "),
          swap(
              "an origin is told by half",
              "SUBSYSTEMS==\"platform\", DRIVERS==\"hmem\"",
              "SUBSYSTEMS==\"platform\""),
          swap(
              "origins are told in the wrong order",
              "SUBSYSTEMS==\"nd\", ENV{.DAXPOLICY_PLANTED_ORIGIN}=\"pmem\"\n",
              ""),
          swap(
              "a jump leads to the next rule",
              "GOTO=\"daxpolicy_planted_rule_1\"",
              "GOTO=\"daxpolicy_planted_rule_2\""),
          new Bug(
              "two jumps are swapped",
              text ->
                  text.replace("GOTO=\"daxpolicy_planted_rule_3\"", "GOTO=\"@\"")
                      .replace(
                          "GOTO=\"daxpolicy_planted_rule_6\"", "GOTO=\"daxpolicy_planted_rule_3\"")
                      .replace("GOTO=\"@\"", "GOTO=\"daxpolicy_planted_rule_6\"")),
          swap(
              "two labels are swapped",
              "LABEL=\"daxpolicy_planted_rule_4\"",
              "LABEL=\"daxpolicy_planted_rule_5x\""),
          swapAfter(
              "a block runs into the next",
              "LABEL=\"daxpolicy_planted_rule_3\"",
              "GOTO=\"daxpolicy_planted_end\"\n",
              "\n"),
          swap(
              "a disjunction asks one side twice",
              "ATTR{target_node}==\"1\", ENV{.DAXPOLICY_PLANTED_ANY",
              "ATTR{target_node}==\"11\", ENV{.DAXPOLICY_PLANTED_ANY"),
          swap(
              "a set loses a member",
              "ATTRS{interleave_ways}==\"[2-4]\"",
              "ATTRS{interleave_ways}==\"[23]\""),
          swap("an absent value counts", "ATTR{numa_node}==\"-1\"", "ATTR{numa_node}!=\"0\""),
          swap("a pattern loses its star", "\"Example*\"", "\"Example\""),
          swap(
              "a pattern is taken for any",
              "ATTR{[dmi/id]sys_vendor}==\"Example*\"",
              "ATTR{[dmi/id]sys_vendor}==\"*\""),
          swap("the wrong parameter", "IMPORT{cmdline}==\"dax\"", "IMPORT{cmdline}==\"daxx\""),
          swap("the wrong constant", "CONST{arch}==\"x86-64\"", "CONST{arch}==\"x86\""),
          swap("a region's number is cut", "dax[7-9].*", "dax[7-8].*"),
          swap("an instance is not looked at", "KERNEL==\"dax*.2\"", "KERNEL==\"dax*.*\""),
          swap(
              "one node is left out",
              "ATTR{target_node}==\"3\", ATTR{[node/node3]access0/initiators/read_latency}",
              "ATTR{target_node}==\"3\", ATTR{[node/node2]access0/initiators/read_latency}"),
          swap(
              "a node is read for another",
              "ENV{.DAXPOLICY_PLANTED_NODE_READ_LATENCY}=\"$attr{[node/node1]",
              "ENV{.DAXPOLICY_PLANTED_NODE_READ_LATENCY}=\"$attr{[node/node0]"),
          new Bug(
              "a stored decision always stands",
              text -> text.replace("ENV{.DAXPOLICY_PLANTED_KNOWN}!=\"1\", ", "")),
          swapAfter(
              "a decision made in the dark is stored",
              "LABEL=\"daxpolicy_planted_otherwise\"",
              "ENV{.DAXPOLICY_PLANTED_KNOWN}==\"1\", ",
              ""),
          swap(
              "a stored decision stands for another rule",
              "ENV{DAXPOLICY_PLANTED_DECIDED}==\"slow",
              "ENV{DAXPOLICY_PLANTED_DECIDED}==\"fast"),
          swap(
              "the wrong outcome",
              "ENV{DAXPOLICY_OUTCOME}=\"system-ram-kernel\"",
              "ENV{DAXPOLICY_OUTCOME}=\"system-ram-movable\""),
          swap("the wrong group", "GROUP=\"hbm\"", "GROUP=\"root\""),
          swap("the wrong permissions", "MODE=\"0640\"", "MODE=\"0660\""),
          swap("a link without its number", "hbm/node$attr{target_node}", "hbm/node"),
          swap("a tag with the wrong number", "hbm%n", "hbm%m"),
          swap(
              "the wrong unit",
              "daxpolicy-planted-devdax-retry-3-10s@%k",
              "daxpolicy-planted-devdax@%k"),
          swap("work that is done is wanted again", ", ENV{DRIVER}!=\"device_dax\"", ""),
          swapAfter(
              "work on a device without a size",
              "LABEL=\"daxpolicy_planted_rule_5\"",
              "ATTR{size}!=\"0\", ",
              ""),
          swap("work on the wrong events", "ACTION==\"add|bind|change\"", "ACTION==\"add|change\""),
          swap(
              "a removed device is decided",
              "ACTION==\"remove\", GOTO=\"daxpolicy_planted_end\"\n",
              ""),
          swap("the unit's tag lapses", "TAG+=\"systemd\"\n", ""));

  /** More of them with {@code -Pfuzz}. */
  private static final long POLICIES = Long.getLong("daxpolicy.policies", 5_000);

  @Test
  void meaningRulesAndProofAgreeOnRandomPolicies() {
    List<String> wrong =
        LongStream.rangeClosed(1, POLICIES)
            .parallel()
            .mapToObj(ProofTest::disagreement)
            .flatMap(Optional::stream)
            .limit(5)
            .toList();
    assertEquals(List.of(), wrong);
  }

  private static Optional<String> disagreement(long seed) {
    Generator generator = new Generator(seed);
    Policy policy = generator.policy(1 + (int) (seed % 5));
    FakeMachine machine = generator.machine(2);
    String text = rules(policy);
    CompileProof.Result result = proof(policy, text);
    if (!(result instanceof CompileProof.Result.Proved)) {
      return Optional.of("seed " + seed + " " + said(result) + "\n" + text);
    }
    RulesFile file = RulesFile.parse("95.rules", ByteText.of(text), UdevVersion.NEWEST);
    for (FakeMachine.Device device : machine.devices()) {
      String meant = PolicyMeaning.decide(policy, a -> machine.value(device, a)).name();
      Map<String, String> decided =
          Evaluator.evaluate(
                  RuleSet.of(List.of(file)), machine.event(device, "bind"), UdevVersion.NEWEST)
              .properties();
      if (!meant.equals(decided.get(PropertyNames.RULE))) {
        return Optional.of("seed " + seed + " proved, but " + device + " shows\n" + text);
      }
    }
    return Optional.empty();
  }

  @TestFactory
  Stream<DynamicTest> aPlantedBugIsFoundWithADeviceThatShowsIt() {
    String sound = rules(POLICY);
    assertInstanceOf(CompileProof.Result.Proved.class, proof(POLICY, sound));
    return BUGS.stream()
        .map(
            bug ->
                DynamicTest.dynamicTest(
                    bug.name(),
                    () -> {
                      String planted = bug.plant().apply(sound);
                      assertNotEquals(sound, planted);
                      CompileProof.Result result = proof(POLICY, planted);
                      CompileProof.Result.Refuted refuted =
                          assertInstanceOf(
                              CompileProof.Result.Refuted.class,
                              result,
                              () -> said(result) + "\n" + planted);
                      assertNotEquals(refuted.meant(), refuted.done());
                    }));
  }

  private static final Policy PARTS =
      PolicyLoader.load(
              new SourceFile(
                  "parts.daxpolicy",
                  """
                  policy "parts"
                  target { kernel >= 6.9 nodes 0 .. 3 }
                  rule "split" when origin == hmem {
                    partition {
                      1GiB devdax { node { group "hbm" symlink "hbm/{region}" } align 1GiB }
                      256MiB system-ram { online movable }
                      rest devdax { node { mode 0640 } }
                    }
                    memory { weights 3 }
                  }
                  otherwise keep
                  """),
              (from, path) -> Result.failed(List.of()))
          .value()
          .orElseThrow();

  private static final String DIVIDED = "ENV{.DAXPOLICY_PARTS_DIVIDED}";

  private static final List<Bug> BUGS_IN_PARTS =
      List.of(
          swap(
              "a part is another device",
              "KERNEL==\"dax*.1\", ENV{DAXPOLICY_OUTCOME}",
              "KERNEL==\"dax*.2\", ENV{DAXPOLICY_OUTCOME}"),
          swap("a part is every device", "KERNEL==\"dax*.2\", MODE", "MODE"),
          swap("the first part has another size", "ATTR{size}==\"1073741824\", ", ""),
          swap("the alignment is forgotten", ", ATTR{align}==\"1073741824\"", ""),
          swap("the whole region gets a part's node", DIVIDED + "==\"1\", GROUP", "GROUP"),
          swap("what is divided is divided again", DIVIDED + "!=\"1\", ACTION", "ACTION"),
          swap("too small a region is divided", "134427443[2-9]", "134427443[1-9]"),
          swap("another region's unit", "@$attr{dax_region/id}.service", "@%n.service"),
          swap("another division's unit", "-256MiB-rest@", "-rest@"),
          swap(
              "a part's work without a driver",
              "ENV{DRIVER}==\"?*\", ENV{SYSTEMD_WANTS}",
              "ENV{SYSTEMD_WANTS}"),
          swap(
              "a part's own weight",
              "ENV{DAXPOLICY_WEIGHTS}=\"3\"",
              "ENV{DAXPOLICY_WEIGHTS}=\"4\""),
          swap("other sizes are told", "=\"1073741824/1073741824 ", "=\"1073741824 "));

  @TestFactory
  Stream<DynamicTest> aBugPlantedInPartsOfARegionIsFound() {
    String sound = rules(PARTS);
    assertInstanceOf(CompileProof.Result.Proved.class, proof(PARTS, sound));
    return BUGS_IN_PARTS.stream()
        .map(
            bug ->
                DynamicTest.dynamicTest(
                    bug.name(),
                    () -> {
                      String planted = bug.plant().apply(sound);
                      CompileProof.Result result = proof(PARTS, planted);
                      assertInstanceOf(
                          CompileProof.Result.Refuted.class,
                          result,
                          () -> said(result) + "\n" + planted);
                    }));
  }

  private static final List<Bug> BUGS_OF_CREATION =
      List.of(
          swap("another device of the region", "KERNEL==\"dax*.0\"", "KERNEL==\"dax*\""),
          swap("devices that have memory", "ATTR{size}==\"0\", ", ""),
          swap("regions of any origin", ", SUBSYSTEMS==\"platform\", DRIVERS==\"hmem\"", ""),
          swap("regions without memory", "==\"[1-9]*\"", "==\"*\""),
          swap("fewer events", "ACTION==\"add|change\"", "ACTION==\"add\""),
          swap("another amount", "$attr{dax_region/available_size}", "$attr{dax_region/size}"),
          swap("another order", "reconfigure-device -s", "enable-device -s"),
          swap(
              "commands that are lost",
              "RUN+=\"/usr/bin/daxctl enable",
              "RUN=\"/usr/bin/daxctl enable"));

  @TestFactory
  Stream<DynamicTest> aBugPlantedInTheCreationOfDevicesIsFoundToo() {
    Policy policy =
        PolicyLoader.load(
                new SourceFile("idle.daxpolicy", SOURCE.replace("protect none", "protect idle")),
                (from, path) -> Result.failed(List.of()))
            .value()
            .orElseThrow();
    return Stream.of(Delivery.SYSTEMD, Delivery.RUN)
        .flatMap(
            delivery -> {
              String rules = UdevRules.of(policy, Plan.of(policy), slug(policy), delivery).text();
              assertInstanceOf(
                  CompileProof.Result.Proved.class,
                  proof(policy, delivery, rules, UnaryOperator.identity()));
              return BUGS_OF_CREATION.stream()
                  .map(
                      bug ->
                          DynamicTest.dynamicTest(
                              delivery + " " + bug.name(),
                              () -> {
                                CompileProof.Result result =
                                    proof(policy, delivery, rules, bug.plant());
                                assertFalse(
                                    result instanceof CompileProof.Result.Proved, bug.name());
                              }));
            });
  }

  private static String rules(Policy policy) {
    return UdevRules.of(policy, Plan.of(policy), slug(policy), Delivery.SYSTEMD).text();
  }

  private static Slug slug(Policy policy) {
    return Slug.of(policy.name()).orElseThrow();
  }

  private static CompileProof.Result proof(Policy policy, String rules) {
    return proof(policy, Delivery.SYSTEMD, rules, UnaryOperator.identity());
  }

  /**
   * @param plant what is done to the rules that fill empty regions
   */
  private static CompileProof.Result proof(
      Policy policy, Delivery delivery, String rules, UnaryOperator<String> plant) {
    Plan plan = Plan.of(policy);
    SortedMap<String, String> texts = Proof.texts(policy, plan, slug(policy), delivery, rules);
    texts.replaceAll((path, text) -> path.endsWith("-create.rules") ? plant.apply(text) : text);
    return Proof.of(policy, plan, slug(policy), delivery, texts);
  }

  private static String said(CompileProof.Result result) {
    return result instanceof CompileProof.Result.Refuted r
        ? r.thing() + "\nmeant " + r.meant() + "\ndone " + r.done() + "\n" + shown(r.witness())
        : result.toString();
  }

  private static String shown(Witness witness) {
    StringBuilder text = new StringBuilder(witness.name());
    witness.telling().forEach((a, v) -> text.append(' ').append(a.name()).append('=').append(v));
    return text.append(witness.assumptions()).toString();
  }
}
