package org.daxpolicy.udev;

import java.util.Optional;

/** What ATTR= and SYSCTL= would write. */
final class SysfsWrites {
  private static final int LONGEST = 4096;

  private final EventState state;
  private final Substitution substitution;
  private final HostFiles files;

  SysfsWrites(EventState state, Substitution substitution, HostFiles files) {
    this.state = state;
    this.substitution = substitution;
    this.files = files;
  }

  void attribute(Token token, String value) {
    Optional<String> path = place(token.name());
    boolean there =
        path.flatMap(HostFiles::belowSys)
            .flatMap(p -> SysfsPaths.find(state.event.sysfs(), p))
            .filter(e -> e instanceof Sysfs.Entry.File)
            .isPresent();
    if (path.isEmpty() || !there) {
      state.say(3, "There is no attribute \"" + token.name() + "\" to write.");
    }
    // releases before 258 find out only when they write
    if (path.isEmpty() || (!there && state.version.atLeast(258))) {
      return;
    }
    String written = ByteText.chomp(value);
    if (written.length() > LONGEST) {
      state.say(3, "The value for \"" + token.name() + "\" is too long to write.");
      return;
    }
    String inside = HostFiles.belowSys(path.get()).orElseThrow();
    if (state.version.atLeast(258)) {
      inside = SysfsPaths.resolve(state.event.sysfs(), inside, true).orElse(inside);
    }
    state.attributeWrites.add(new Verdict.Write("/sys" + inside, written));
    if (there && isSeenAfterwards(inside)) {
      state.attributes.remember(inside, written);
    }
  }

  /**
   * Whether reading the attribute again gives the new value: from 258 on always, before only if the
   * old one was not read yet and the write really took place.
   */
  private boolean isSeenAfterwards(String path) {
    if (state.version.atLeast(258)) {
      return true;
    }
    boolean pretends =
        state.options.programs() == Evaluator.Programs.AS_UDEVADM_TEST
            && state.version.atLeast(256);
    return !pretends && !state.attributes.isRemembered(path);
  }

  private Optional<String> place(String name) {
    Optional<AttributeReader.Addressed> addressed = state.attributes.addressed(name);
    if (addressed.isPresent()) {
      String attribute = addressed.get().attribute();
      return addressed
          .get()
          .device()
          .filter(d -> !attribute.isEmpty())
          .map(d -> "/sys" + d.devpath() + "/" + attribute);
    }
    String path = "/sys" + state.device.devpath() + "/" + name;
    int star = path.indexOf("/*/");
    return star < 0
        ? Optional.of(path)
        : files.firstBelow(path.substring(0, star), path.substring(star + 2));
  }

  void sysctl(Token token, String value) {
    Optional<String> name = substitution.expand(token.name(), Substitution.PATH);
    if (name.isEmpty()) {
      state.say(4, "The name of the sysctl is too long after substitution.");
      return;
    }
    String path = "/proc/sys/" + Matches.sysctlPath(name.get());
    if (state.version.atLeast(258) && files.find(path) instanceof HostFiles.Found.Nothing) {
      state.say(3, "There is no sysctl \"" + name.get() + "\" to write.");
      return;
    }
    state.sysctlWrites.add(new Verdict.Write(path, value));
  }
}
