package org.daxpolicy.machine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * Tells of devices that come without any attribute, as in udev's database, which has properties
 * only. Rules that read attributes cannot match there, and what is said of the machine is not true
 * of the real one. A device with some is taken as it is: whoever writes a snapshot by hand may
 * leave out what does not matter.
 */
final class MissingAttributes {
  private static final int MOST_NAMED = 4;

  /** Files of the device itself. */
  private static final List<Attribute> OWN =
      Catalogue.all().stream().filter(a -> a.reach() instanceof Reach.Own).toList();

  private MissingAttributes() {}

  /** One finding for the whole snapshot; none if every dax device has attributes. */
  static Optional<Diagnostic> of(Machine machine) {
    List<String> bare =
        machine.daxDevices().stream()
            .filter(d -> OWN.stream().allMatch(a -> isAbsent(machine, d, a)))
            .map(DevicePath::name)
            .toList();
    if (bare.isEmpty()) {
      return Optional.empty();
    }
    String devices =
        bare.size() > MOST_NAMED ? bare.size() + " dax devices" : String.join(", ", bare);
    String names =
        OWN.stream().map(a -> "`" + a.name() + "`").sorted().collect(Collectors.joining(", "));
    return Optional.of(
        Diagnostic.of(
                Code.SNAPSHOT_WITHOUT_ATTRIBUTES,
                "`" + machine.source() + "` holds no attributes of " + devices)
            .note(
                "rules that read "
                    + names
                    + ", or an attribute of a parent, cannot match there, whatever the real device"
                    + " has")
            .help("`umockdev-record --all` writes attributes too; so does a copy of /sys/devices"));
  }

  private static boolean isAbsent(Machine machine, String devpath, Attribute attribute) {
    return DeviceFacts.of(machine, devpath).printed(attribute).isEmpty();
  }
}
