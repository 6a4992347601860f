package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.kernel.Kernel;
import org.daxpolicy.text.Bytes;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/**
 * How the rule that decided on a device wants its region divided.
 *
 * @param shapes of each device of the region, by instance number: size in bytes or {@code rest},
 *     and behind a slash the alignment; from DAXPOLICY_PARTITION
 * @param size bytes of the region
 */
record PartitionWish(List<String> shapes, long size) {
  private static final String REST = "rest";

  static PartitionWish of(Course.Story story, long size) {
    return new PartitionWish(
        story
            .property("DAXPOLICY_PARTITION")
            .filter(
                p ->
                    p.matches(
                        "(?:\\d{1,18}|rest)(?:/\\d{1,18})?(?: (?:\\d{1,18}|rest)(?:/\\d{1,18})?)*"))
            .map(p -> List.of(p.split(" ")))
            .orElse(List.of()),
        size);
  }

  private static int instance(String name) {
    return Integer.parseInt(name.substring(name.indexOf('.') + 1));
  }

  private static String sibling(String name, int instance) {
    return name.substring(0, name.indexOf('.') + 1) + instance;
  }

  /** The size and alignment wanted of a device; none where none are. */
  private Optional<String> shape(String name) {
    int instance = instance(name);
    return instance < shapes.size() ? Optional.of(shapes.get(instance)) : Optional.empty();
  }

  /**
   * The findings about a device, and those on wishes that do not come true.
   *
   * @param runs the kernel in every way it may go, the hoped-for first
   */
  List<Diagnostic> missed(String name, List<Kernel> runs, List<Diagnostic> found) {
    List<Diagnostic> all = new ArrayList<>(found);
    boolean explained = found.stream().anyMatch(f -> f.severity().atLeast(Severity.WARNING));
    List<Kernel> told = explained ? runs.subList(0, 1) : runs;
    for (Kernel run : told) {
      String ends = run == runs.get(0) ? "ends" : "may end";
      List<Diagnostic> missed = missed(name, ends, run);
      if (!missed.isEmpty()) {
        all.addAll(missed);
        return all;
      }
    }
    return all;
  }

  private List<Diagnostic> missed(String name, String ends, Kernel kernel) {
    List<Diagnostic> missed = new ArrayList<>();
    Optional<DaxDeviceState> state = kernel.device(name);
    if (state.isPresent() && shape(name).isPresent()) {
      long size = state.get().range().size();
      String has = shown(size, kernel.align(name), shape(name).get());
      String wanted = wanted(shape(name).get());
      if (!has.equals(wanted)) {
        missed.add(finding("`" + name + "` " + ends + " with " + has + ", not with " + wanted));
      }
    }
    for (int i = 1; instance(name) == 0 && i < shapes.size(); i++) {
      if (kernel.device(sibling(name, i)).isEmpty()) {
        String missing = ends.equals("ends") ? "is" : "may be";
        missed.add(
            finding(
                "`"
                    + sibling(name, i)
                    + "` "
                    + missing
                    + " missing, a part of the region of `"
                    + name
                    + "`"));
      }
    }
    return missed;
  }

  private Diagnostic finding(String headline) {
    return Diagnostic.of(Code.OUTCOME_MISSED, headline)
        .note(
            "the region has "
                + Bytes.text(size)
                + " and is to be divided into "
                + String.join(", ", parts()));
  }

  private List<String> parts() {
    return shapes.stream().map(PartitionWish::wanted).toList();
  }

  private static String wanted(String shape) {
    int slash = shape.indexOf('/');
    String size = slash < 0 ? shape : shape.substring(0, slash);
    String shown = size.equals(REST) ? "the rest" : Bytes.text(Long.parseLong(size));
    return slash < 0
        ? shown
        : shown + " aligned to " + Bytes.text(Long.parseLong(shape.substring(slash + 1)));
  }

  /** What a device has, as far as anything is wanted of it. */
  private static String shown(long size, long align, String shape) {
    int slash = shape.indexOf('/');
    boolean rest = shape.startsWith(REST);
    return (rest && size > 0 ? "the rest" : Bytes.text(size))
        + (slash < 0 ? "" : " aligned to " + Bytes.text(align));
  }
}
