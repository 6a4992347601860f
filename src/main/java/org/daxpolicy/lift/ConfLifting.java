package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.analysis.KnownWork;
import org.daxpolicy.dax.daxctl.DaxctlConf;
import org.daxpolicy.language.Spelling;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;
import org.daxpolicy.udev.Operator;

/**
 * Sections of daxctl's configuration (man page daxctl-reconfigure-device, {@code --check-config}):
 * each chooses an NVDIMM namespace by its uuid.
 */
final class ConfLifting {
  private static final String SECTION = "[reconfigure-device ";
  private static final String UUID = "nvdimm.uuid";
  private static final Set<String> KEYS = Set.of(UUID, "mode", "online", "movable");

  private final DaxctlConf conf;
  private final Vocabulary words;
  private final Map<Line, Formula> sections = new LinkedHashMap<>();
  private final List<Diagnostic> left = new ArrayList<>();

  /** The keys of a section with their values, and where each key stands. */
  private record Section(int number, Span head, Map<String, String> values, Map<String, Span> at) {}

  ConfLifting(DaxctlConf conf, Vocabulary words) {
    this.conf = conf;
    this.words = words;
  }

  /** The sections, each with the devices it is about. */
  Map<Line, Formula> sections() {
    return sections;
  }

  /** What daxctl does not look at. */
  List<Diagnostic> left() {
    return left;
  }

  /** Takes the sections of a file. */
  void take(SourceFile file) {
    Section open = null;
    for (int number = 1; number <= file.lineCount(); number++) {
      String line = file.lineText(number).strip();
      Span span = trimmed(file, number);
      if (line.startsWith("[")) {
        if (open != null) {
          lift(file, open);
        }
        open =
            line.startsWith(SECTION)
                ? new Section(number, span, new LinkedHashMap<>(), new LinkedHashMap<>())
                : null;
        if (open == null) {
          leave(file, span, "daxctl reconfigures no device by this section");
        }
      } else if (open != null && isSetting(line)) {
        String key = line.substring(0, line.indexOf('=')).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(line.indexOf('=') + 1).strip();
        open.values().put(key, value.replaceAll("^\"(.*)\"$", "$1"));
        open.at().put(key, span);
        if (!KEYS.contains(key)) {
          leave(file, span, "`" + key + "` means nothing to daxctl");
        }
      }
    }
    if (open != null) {
      lift(file, open);
    }
  }

  private static boolean isSetting(String line) {
    return !line.startsWith("#") && !line.startsWith(";") && line.contains("=");
  }

  private static Span trimmed(SourceFile file, int number) {
    Span whole = file.lineSpan(number);
    String text = file.text(whole);
    int blanks = text.length() - text.stripLeading().length();
    return new Span(whole.start() + blanks, whole.start() + blanks + text.strip().length());
  }

  private void leave(SourceFile file, Span span, String headline) {
    left.add(Diagnostic.at(Code.LINE_LEFT_OUT, file, span, headline));
  }

  private void lift(SourceFile file, Section section) {
    Optional<Refusal> refusal = Optional.empty();
    Formula when = Formula.FALSE;
    List<Doing.Assignment> assignments = new ArrayList<>();
    String uuid = section.values().getOrDefault(UUID, "");
    Optional<Formula> same = words.atom("uuid == " + Spelling.quoted(uuid));
    Optional<String> outcome = conf.of(uuid).flatMap(KnownWork::ofDaxctl);
    Span at = section.at().getOrDefault(UUID, section.head());
    if (uuid.isEmpty()) {
      refusal =
          refused(section.head(), "the section says no `nvdimm.uuid`, so daxctl never uses it")
              .map(r -> r.because("daxctl chooses NVDIMM namespaces by uuid, and nothing else"));
    } else if (same.isEmpty()) {
      refusal = refused(at, "`" + uuid + "` is no uuid, so no namespace has it");
    } else if (!uuid.equals(uuid.toLowerCase(Locale.ROOT))) {
      refusal =
          refused(at, "daxctl finds no namespace of the uuid `" + uuid + "`")
              .map(
                  r ->
                      r.because("it compares letter by letter, and kernels print lower case")
                          .advise("write `" + uuid.toLowerCase(Locale.ROOT) + "`"));
    } else if (conf.refused(uuid).isPresent()) {
      refusal =
          refused(at, "daxctl refuses to reconfigure the namespace `" + uuid + "`")
              .map(r -> r.because(conf.refused(uuid).get()));
    } else if (outcome.isEmpty()) {
      refusal = refused(section.head(), "the section says no `mode`, so daxctl does nothing");
    } else {
      when = same.get();
      assignments.add(new Doing.Assignment(Doing.Thing.CONFIGURED, Operator.ADD, outcome.get()));
    }
    sections.put(
        new Line(
            file, section.number(), section.head(), List.of(), -1, assignments, List.of(), refusal),
        when);
  }

  private static Optional<Refusal> refused(Span span, String headline) {
    return Optional.of(Refusal.of(Code.SECTION_NOT_LIFTED, span, headline));
  }
}
