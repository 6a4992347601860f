package org.daxpolicy.analysis;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;

/**
 * What the rules of a policy are meant to do beyond its outcomes, in the words of the rules' maker.
 * In texts {@code %k} stands for the device's name.
 *
 * @param creation what gives the first device of an empty soft-reserved region all of its memory,
 *     {@code {available}} standing for how much that is; none where nothing does
 * @param labels for each rule, {@code otherwise} last, what {@code DAXPOLICY_RULE} is to be
 * @param work for each rule what does its work
 * @param delivery how the work is started
 * @param memory how a decision outlives what it was made by; none where all is always there
 */
public record Intent(
    List<String> creation,
    List<String> labels,
    List<Work> work,
    Delivery delivery,
    Optional<Memory> memory) {
  public Intent {
    creation = List.copyOf(creation);
    labels = List.copyOf(labels);
    work = List.copyOf(work);
  }

  /**
   * What does the work of a rule: units or commands.
   *
   * @param division what divides a region, {@code {region}} standing for its number; none where the
   *     rule divides none
   * @param modes what makes of a device what the rule says: for each part of a partition, else one;
   *     none where the device stays as it is
   */
  public record Work(Optional<String> division, List<Optional<String>> modes) {
    /** No work. */
    public static final Work NONE = new Work(Optional.empty(), List.of());

    public Work {
      modes = List.copyOf(modes);
    }

    /** Whether there is any. */
    boolean some() {
      return division.isPresent() || modes.stream().anyMatch(Optional::isPresent);
    }

    /** What makes of a part what is said of it. */
    Optional<String> mode(int part) {
      return part < modes.size() ? modes.get(part) : Optional.empty();
    }
  }

  /** How work is started. */
  public enum Delivery {
    /** A unit is wanted in {@code SYSTEMD_WANTS}. */
    WANTS,
    /** A command is queued with {@code RUN}. */
    RUN
  }

  /**
   * A decision that is stored.
   *
   * @param from the place of the first rule that reads what is there only with the memory; its
   *     decision and those of all behind it are stored
   * @param reads what these rules read of that kind; a decision is fresh where any of it is there
   * @param property the stored property
   * @param tokens for each rule what is stored when it decides; none for one that never does
   */
  public record Memory(
      int from, List<Attribute> reads, String property, List<Optional<String>> tokens) {
    public Memory {
      reads = List.copyOf(reads);
      tokens = List.copyOf(tokens);
    }
  }
}
