package org.daxpolicy.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.daxpolicy.dax.daxctl.DaxctlConf;
import org.daxpolicy.udev.ByteText;

/** What {@code daxctl reconfigure-device -C} makes of each device: its configuration's say. */
final class Configured {
  private static final Fact UUID = new Fact.OfAncestor(Chain.Kind.ND_DAX, "uuid");

  /** What the kernel prints as a uuid ({@code %pUb}); no namespace has any other. */
  private static final Pattern PRINTED =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final DaxctlConf conf;
  private final List<String> uuids;
  private final Space space;

  private Configured(DaxctlConf conf, List<String> uuids, Space space) {
    this.conf = conf;
    this.uuids = uuids;
    this.space = space;
  }

  /** Announces what the configuration asks. */
  static Configured announce(DaxctlConf conf, Space space) {
    TreeSet<String> uuids = new TreeSet<>();
    for (Map<String, String> section : conf.sections()) {
      Optional.ofNullable(section.get("nvdimm.uuid"))
          .filter(u -> PRINTED.matcher(u).matches())
          .ifPresent(uuids::add);
    }
    for (String uuid : uuids) {
      space.need(new Fact.Ancestors());
      space.need(UUID, values(uuid));
    }
    return new Configured(conf, List.copyOf(uuids), space);
  }

  private static Values values(String uuid) {
    return new Values.Texts(new TreeSet<>(List.of(ByteText.of(uuid))));
  }

  /** What becomes of a device, as a diagram of treatments. */
  int treatment(Treatments treatments) {
    Diagrams diagrams = space.diagrams();
    int all = Diagrams.answer(treatments.place(Treatment.NOTHING));
    for (String uuid : uuids) {
      int same =
          diagrams.and(space.chain(Chain.with(Chain.Kind.ND_DAX)), space.in(UUID, values(uuid)));
      Treatment done =
          conf.of(uuid)
              .flatMap(KnownWork::ofDaxctl)
              .map(w -> Treatment.work(new TreeSet<>(List.of(w))))
              .orElse(Treatment.NOTHING);
      all = diagrams.ite(same, Diagrams.answer(treatments.place(done)), all);
    }
    return all;
  }
}
