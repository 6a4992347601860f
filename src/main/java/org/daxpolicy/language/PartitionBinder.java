package org.daxpolicy.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Span;
import org.jspecify.annotations.Nullable;

/** Second stage for how a region is divided: {@code partition}, {@code size} and {@code align}. */
final class PartitionBinder {
  private static final String REST = "rest";

  /** The sizes of a page (Documentation/ABI/testing/sysfs-bus-dax). */
  private static final List<Long> ALIGNMENTS = List.of(4L << 10, 2L << 20, 1L << 30);

  /** No processor has more bits of physical address. */
  private static final int MOST_BITS = 52;

  private final Findings findings;
  private final ModeBinder modes;

  PartitionBinder(Findings findings, ModeBinder modes) {
    this.findings = findings;
    this.modes = modes;
  }

  /** Reports a clause that a partition's parts have. */
  void outside(Syntax.Partition partition, Syntax.Clause clause) {
    String word = clause instanceof Syntax.Shape shape ? shape.key().text() : "node";
    findings.add(
        findings
            .at(
                Code.OUTSIDE_OF_PARTS,
                clause.span(),
                "`" + word + "` does not say of which part it is")
            .related(findings.file(), partition.span(), "the parts are here")
            .help(
                word.equals("size")
                    ? "each part begins with its size"
                    : "put it into the braces behind a part's mode"));
  }

  /**
   * A partition.
   *
   * @param use what is to be made of the memory of all its parts, which have one node
   */
  Outcome bind(Syntax.Partition partition, MemoryUse use) {
    List<Partition.Part> parts = new ArrayList<>();
    for (Syntax.Part part : partition.parts()) {
      parts.add(part(part, use));
    }
    rest(partition);
    boolean whole =
        parts.size() == 1 && parts.get(0).size().isEmpty() && parts.get(0).align().isEmpty();
    if (parts.isEmpty() || whole && isRest(partition.parts().get(0))) {
      findings.add(
          findings
              .at(Code.EMPTY_PARTITION, partition.span(), "this partition divides nothing")
              .help("name at least one size: `16GiB devdax  rest system-ram { online movable }`"));
    }
    return new Partition(parts);
  }

  /** A mode with a size or an alignment of its own; without either it is just the mode. */
  Outcome shaped(Outcome outcome, Optional<Syntax.Shape> size, Optional<Syntax.Shape> align) {
    if (size.isEmpty() && align.isEmpty()) {
      return outcome;
    }
    Optional<Long> alignment = align.flatMap(a -> alignment(a.amount()));
    Optional<Long> bytes = size.flatMap(s -> size(s.amount(), alignment));
    return new Partition(List.of(new Partition.Part(bytes, alignment, outcome, Optional.empty())));
  }

  private static boolean isRest(Syntax.Part part) {
    return part.share().text().equals(REST);
  }

  /** What is left comes last: it would leave nothing to the parts behind it. */
  private void rest(Syntax.Partition partition) {
    List<Syntax.Part> parts = partition.parts();
    for (int i = 0; i < parts.size() - 1; i++) {
      if (isRest(parts.get(i))) {
        findings.add(
            findings
                .at(
                    Code.MISPLACED_REST,
                    parts.get(i).share().span(),
                    "`rest` leaves nothing to the parts behind it")
                .related(findings.file(), parts.get(i + 1).span(), "such as this one")
                .help("write it last, and once"));
      }
    }
  }

  private Partition.Part part(Syntax.Part part, MemoryUse use) {
    Map<String, Syntax.Clause> seen = new HashMap<>();
    for (Syntax.Clause clause : part.clauses()) {
      String key = key(clause);
      Syntax.Clause earlier = seen.putIfAbsent(key, clause);
      if (earlier != null) {
        findings.add(
            findings
                .at(Code.REPEATED_CLAUSE, clause.span(), "`" + key + "` is said twice")
                .related(findings.file(), earlier.span(), "first here"));
      }
    }
    Optional<Long> align =
        seen.get("align") instanceof Syntax.Shape a ? alignment(a.amount()) : Optional.empty();
    Optional<Long> size = isRest(part) ? Optional.empty() : size(part.share(), align);
    return new Partition.Part(size, align, outcome(part, seen, use), because(seen.get("because")));
  }

  private static String key(Syntax.Clause clause) {
    if (clause instanceof Syntax.Online) {
      return "online";
    }
    if (clause instanceof Syntax.Node) {
      return "node";
    }
    return clause instanceof Syntax.Reason ? "because" : "align";
  }

  private Outcome outcome(Syntax.Part part, Map<String, Syntax.Clause> seen, MemoryUse use) {
    Optional<Syntax.Word> online =
        seen.get("online") instanceof Syntax.Online o ? Optional.of(o.type()) : Optional.empty();
    Span span = new Span(part.mode().span().start(), part.span().end());
    return modes.bind(new Syntax.Mode(part.mode(), online, span), seen.get("node"), use);
  }

  private Optional<String> because(Syntax.@Nullable Clause clause) {
    return clause instanceof Syntax.Reason r
            && findings.checkText(r.text().value(), r.text().span(), "a reason", true)
        ? Optional.of(r.text().value())
        : Optional.empty();
  }

  // ---- amounts

  private Optional<Long> size(Syntax.Word word, Optional<Long> align) {
    long grain = Math.max(Partition.GRAIN, align.orElse(0L));
    Optional<Quantity> amount = amount(word);
    boolean fits =
        amount
            .map(Quantity::value)
            .filter(v -> v.signum() > 0 && v.bitLength() <= MOST_BITS)
            .filter(v -> v.mod(BigInteger.valueOf(grain)).signum() == 0)
            .isPresent();
    if (amount.isPresent() && !fits) {
      findings.add(
          findings
              .at(
                  Code.UNUSABLE_SIZE,
                  word.span(),
                  "no device can have the size `" + word.text() + "`")
              .note(
                  grain > Partition.GRAIN
                      ? "a device's size is a multiple of its alignment, which is to be "
                          + shown(grain)
                      : "sizes of devices are multiples of their region's alignment, "
                          + shown(grain)));
    }
    return fits ? amount.map(q -> q.value().longValueExact()) : Optional.empty();
  }

  private Optional<Long> alignment(Syntax.Word word) {
    Optional<Quantity> amount = amount(word);
    Optional<Long> known =
        amount.flatMap(
            q ->
                ALIGNMENTS.stream()
                    .filter(a -> BigInteger.valueOf(a).equals(q.value()))
                    .findFirst());
    if (amount.isPresent() && known.isEmpty()) {
      findings.add(
          findings
              .at(
                  Code.UNUSABLE_SIZE,
                  word.span(),
                  "no device can have the alignment `" + word.text() + "`")
              .note("the kernel takes the sizes of its pages: `4KiB`, `2MiB` and `1GiB`"));
    }
    return known;
  }

  /** A size, or a plain number of bytes. */
  private Optional<Quantity> amount(Syntax.Word word) {
    Optional<Quantity> amount = Quantity.read(word.text(), word.span(), findings);
    boolean bytes =
        amount
            .map(Quantity::measure)
            .filter(m -> m == Quantity.Measure.SIZE || m == Quantity.Measure.INTEGER)
            .isPresent();
    if (amount.isPresent() && !bytes) {
      findings.add(
          findings
              .at(
                  Code.UNUSABLE_SIZE,
                  word.span(),
                  "`" + word.text() + "` is " + amount.get().measure().phrase() + ", not a size")
              .help("write it with a unit, such as `16GiB`"));
    }
    return bytes ? amount : Optional.empty();
  }

  private static String shown(long grain) {
    return grain == 1L << 30 ? "1 GiB" : "2 MiB";
  }
}
