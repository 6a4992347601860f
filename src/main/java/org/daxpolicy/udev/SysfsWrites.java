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

  void attribute(Token token, Expansion value) {
    if (value.isTooLong()) {
      return;
    }
    Optional<String> path = place(token.name());
    boolean there =
        path.flatMap(HostFiles::belowSys)
            .flatMap(p -> state.devices.find(p))
            .filter(e -> e instanceof Sysfs.Entry.File)
            .isPresent();
    if (path.isEmpty() || !there) {
      state.say(3, "There is no attribute \"" + token.name() + "\" to write.");
    }
    // releases before 258 find out only when they write
    if (path.isEmpty() || (!there && state.version.atLeast(258))) {
      return;
    }
    String named = HostFiles.belowSys(path.get()).orElseThrow();
    String inside =
        state.version.atLeast(258)
            ? SysfsPaths.resolve(state.event.sysfs(), named, true).orElse(named)
            : named;
    Doubt doubt = value.doubt();
    if (doubt != null) {
      state.now.attributeWrites = state.now.attributeWrites.withSome(doubt, state.place());
      if (there) {
        remember(inside, Known.hidden(doubt, state.place()));
      }
      return;
    }
    String written = ByteText.chomp(value.text().orElseThrow());
    if (written.length() > LONGEST) {
      state.say(3, "The value for \"" + token.name() + "\" is too long to write.");
      return;
    }
    state.now.attributeWrites =
        state.now.attributeWrites.with(new Verdict.Write("/sys" + inside, written), state.place());
    // releases before 258 read again what is there, and writing nothing changes nothing
    if (there && (state.version.atLeast(258) || !written.isEmpty())) {
      remember(inside, Known.of(Optional.of(written), state.place()));
    }
  }

  /**
   * What reading the attribute again gives: from 258 on always the new value, before only if the
   * old one was not read yet and the write really took place.
   */
  private void remember(String path, Known<Optional<String>> value) {
    if (state.version.atLeast(258) && path.endsWith("/uevent")) {
      // what is written there asks for an event, and is not what is read
      return;
    }
    boolean pretends = state.options.testing() && state.version.atLeast(256);
    Known<Boolean> read = state.now.read.get(path);
    Runnable changes =
        () -> {
          state.write(path, value);
          state.now.read = state.now.read.with(path, Known.of(true));
        };
    if (state.version.atLeast(258) || (!pretends && read == null)) {
      changes.run();
    } else if (!pretends && read != null) {
      state.unless(read, changes);
    }
  }

  private Optional<String> place(String name) {
    Optional<AttributeReader.Addressed> addressed = state.attributes.addressed(name);
    // releases before 258 take brackets that name no device for a part of the path
    boolean literal =
        addressed.flatMap(AttributeReader.Addressed::device).isEmpty()
            && !state.version.atLeast(258);
    if (addressed.isPresent() && !literal) {
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

  void sysctl(Token token, Expansion value) {
    if (value.isTooLong()) {
      return;
    }
    Expansion name = substitution.expand(Template.of(token.name()), Substitution.PATH);
    if (name.isTooLong()) {
      state.say(4, "The name of the sysctl is too long after substitution.");
      return;
    }
    Doubt doubt = name.doubt() != null ? name.doubt() : value.doubt();
    if (doubt != null) {
      state.now.sysctlWrites = state.now.sysctlWrites.withSome(doubt, state.place());
      return;
    }
    String below = Matches.sysctlPath(name.text().orElseThrow());
    String path = "/proc/sys/" + below;
    Verdict.Write write = new Verdict.Write(path, value.text().orElseThrow());
    HostFiles.Found found =
        state.version.atLeast(258) ? files.find(path) : new HostFiles.Found.There(0644);
    if (found instanceof HostFiles.Found.Nothing || files.isDirectory(found)) {
      state.say(3, "There is no sysctl \"" + name.text().orElseThrow() + "\" to write.");
    } else if (found instanceof HostFiles.Found.Untold) {
      state.perhaps(state.doubt(token, Doubt.Subject.SYSCTL, below), () -> write(write));
    } else {
      write(write);
    }
  }

  private void write(Verdict.Write write) {
    state.now.sysctlWrites = state.now.sysctlWrites.with(write, state.place());
  }
}
