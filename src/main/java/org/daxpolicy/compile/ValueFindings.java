package org.daxpolicy.compile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.language.Mention;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.KernelCommandLine;

/** Values that a rule line cannot be made to match. */
final class ValueFindings {
  /** udev reads no more of an attribute when it compares. */
  private static final int LONGEST_TEXT = 511;

  private static final int LONGEST_PATTERN = 4_000;

  /** Properties of every event; importing a parameter of such a name would overwrite them. */
  private static final Set<String> RESERVED =
      Set.of(
          "ACTION",
          "CURRENT_TAGS",
          "DEVGID",
          "DEVLINKS",
          "DEVMODE",
          "DEVNAME",
          "DEVPATH",
          "DEVPATH_OLD",
          "DEVTYPE",
          "DEVUID",
          "DISKSEQ",
          "DRIVER",
          "IFINDEX",
          "INTERFACE",
          "INTERFACE_OLD",
          "MAJOR",
          "MINOR",
          "MODALIAS",
          "PARTN",
          "SEQNUM",
          "SUBSYSTEM",
          "SYNTH_UUID",
          "SYSTEMD_WANTS",
          "TAGS",
          "UDEV_DATABASE_VERSION",
          "USEC_INITIALIZED");

  private ValueFindings() {}

  static List<Diagnostic> of(Policy policy) {
    List<Diagnostic> found = new ArrayList<>();
    for (Mention m : Mention.in(policy)) {
      if (m.attribute().reach() instanceof Reach.KernelParameter p) {
        unreadable(p.parameter())
            .ifPresent(
                why ->
                    found.add(
                        Diagnostic.at(
                                Code.UNREADABLE_PARAMETER,
                                m.place(),
                                "the kernel parameter `"
                                    + p.parameter()
                                    + "` cannot be read by a rule")
                            .note(why)
                            .help("use a parameter of another name")));
      }
      for (String text : texts(m.values())) {
        check(m, text, LONGEST_TEXT).ifPresent(found::add);
      }
      if (m.values().orElse(null) instanceof ValueSet.Matching matching) {
        check(m, matching.glob(), LONGEST_PATTERN).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Why no rule can read a parameter. */
  private static Optional<String> unreadable(String parameter) {
    if (KernelCommandLine.isHidden(parameter)) {
      return Optional.of("udev takes parameters that begin with `rd.` for the initramfs's alone");
    }
    return RESERVED.contains(parameter.replace('-', '_').toUpperCase(Locale.ROOT))
        ? Optional.of("udev imports it as a property, and one of that name steers the event")
        : Optional.empty();
  }

  private static Set<String> texts(Optional<ValueSet> values) {
    return values.orElse(null) instanceof ValueSet.Texts texts ? texts.values() : Set.of();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Optional<Diagnostic> check(Mention m, String text, int longest) {
    String shown = "`" + Origins.comment(text.substring(0, Math.min(text.length(), 40))) + "`";
    if (bytes(text) > longest || bytes(Glob.literal(text)) > LONGEST_PATTERN) {
      return Optional.of(
          Diagnostic.at(Code.VALUE_TOO_LONG, m.place(), shown + " … is too long for a rule")
              .note("at most " + longest + " bytes can be compared"));
    }
    return Encoding.endsInSpace(text)
        ? Optional.of(
            Diagnostic.at(
                    Code.TRAILING_SPACE,
                    m.place(),
                    shown + " ends in white space and never matches")
                .note("udev cuts white space at the end of a value before it is compared")
                .help("leave the white space out"))
        : Optional.empty();
  }
}
