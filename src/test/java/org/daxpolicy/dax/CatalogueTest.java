package org.daxpolicy.dax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Attribute.Type;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  /** Described by the kernel's ABI documents only; no captured machine has them. */
  private static final Set<String> NOT_CAPTURED =
      Set.of(
          "region.read_bandwidth",
          "region.write_bandwidth",
          "region.read_latency",
          "region.write_latency",
          "host.dmi.vendor",
          "host.dmi.product",
          "host.dmi.board");

  private static final Map<Type, Pattern> LITERALS =
      Map.of(
          Type.SIZE, Pattern.compile("\\d+([KMGT]iB)?"),
          Type.INTEGER, Pattern.compile("-?\\d+"),
          Type.ADDRESS, Pattern.compile("0x[0-9a-f]+"),
          Type.BANDWIDTH, Pattern.compile("\\d+[MG]i?B/s"),
          Type.LATENCY, Pattern.compile("\\d+[nu]s"),
          Type.STRING, Pattern.compile("\"[^\"]+\""),
          Type.UUID, Pattern.compile("\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\""));

  @Test
  void namesAreUniqueAndFound() {
    Set<String> names = new HashSet<>();
    for (Attribute a : Catalogue.all()) {
      assertTrue(names.add(a.name()), a.name());
      assertEquals(Optional.of(a), Catalogue.find(a.name()));
    }
    assertEquals(Optional.empty(), Catalogue.find("nonsense"));
  }

  @Test
  void groupsStandTogether() {
    List<String> groups = new ArrayList<>();
    for (Attribute a : Catalogue.all()) {
      String group = a.name().replaceAll("\\.[^.]*$", "").replaceAll("^(host|resource).*", "$1");
      if (groups.isEmpty() || !groups.get(groups.size() - 1).equals(group)) {
        groups.add(group);
      }
    }
    List<String> dotted =
        groups.stream()
            .filter(Set.of("dax_region", "region", "window", "node", "node.cpu", "host")::contains)
            .toList();
    assertEquals(
        List.of("region", "dax_region", "region", "window", "node", "node.cpu", "host"),
        dotted,
        "the device's own region number, then each group once");
  }

  @Test
  void examplesAreLiteralsOfTheirType() {
    for (Attribute a : Catalogue.all()) {
      boolean ok =
          switch (a.type()) {
            case ENUM, BOOLEAN -> a.words().containsKey(a.example());
            default ->
                LITERALS.entrySet().stream()
                    .anyMatch(
                        e -> e.getKey() == a.type() && e.getValue().matcher(a.example()).matches());
          };
      assertTrue(ok, a.name() + " " + a.example());
      assertFalse(a.where().isEmpty(), a.name());
      assertFalse(a.summary().isEmpty(), a.name());
    }
  }

  @Test
  void numbersAreDecodedAndTextsAreNot() {
    for (Attribute a : Catalogue.all()) {
      assertEquals(a.type().numeric(), a.encoding().form() != Encoding.Form.TEXT, () -> a.name());
    }
  }

  @Test
  void filesAreThoseOfRealMachinesAndPrintAsTheEncodingSays() {
    List<List<String>> files = Table.read("files.tsv");
    for (Attribute a : Catalogue.all()) {
      Optional<List<String>> file = files.stream().filter(f -> isFile(a, f.get(1))).findFirst();
      boolean inSysfs = !fileOf(a).isEmpty();
      assertEquals(inSysfs && !NOT_CAPTURED.contains(a.name()), file.isPresent(), a.name());
      if (file.isPresent() && a.type().numeric()) {
        assertTrue(a.encoding().decode(file.get().get(2)).isPresent(), a.name() + file.get());
      }
      if (file.isPresent() && !a.words().isEmpty()) {
        assertTrue(a.words().containsValue(file.get().get(2)), a.name() + file.get());
      }
    }
  }

  private static boolean isFile(Attribute a, String path) {
    String parent =
        a.reach() instanceof Reach.TargetNode
            ? "/node1"
            : a.reach() instanceof Reach.Parent
                ? "/hmem.0"
                : a.reach() instanceof Reach.Ancestor up
                    ? switch (up.devtype().orElse("")) {
                      case "cxl_region" -> "/region0";
                      case "cxl_decoder_root" -> "/decoder0.0";
                      default -> "/dax0.0";
                    }
                    : "/hmem.0/dax0.0";
    return path.endsWith(parent + "/" + fileOf(a));
  }

  private static String fileOf(Attribute a) {
    Reach reach = a.reach();
    return reach instanceof Reach.Own own
        ? own.file()
        : reach instanceof Reach.Ancestor up
            ? up.file()
            : reach instanceof Reach.Parent parent
                ? parent.file()
                : reach instanceof Reach.TargetNode node
                    ? node.file()
                    : reach instanceof Reach.Fixed fixed ? fixed.file() : "";
  }

  @Test
  void everyKernelParameterIsAnAttribute() {
    Attribute a = Catalogue.find("host.cmdline.dax_hmem.region-idle").orElseThrow();
    assertEquals(new Reach.KernelParameter("dax_hmem.region-idle"), a.reach());
    assertEquals(Type.STRING, a.type());
    assertEquals(Optional.empty(), Catalogue.find("host.cmdline."));
    assertEquals(Optional.empty(), Catalogue.find("host.cmdline.a b"));
  }
}
