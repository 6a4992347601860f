package org.daxpolicy.language;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.text.Span;

/** What a test expects. */
public sealed interface Expectation {
  Span span();

  /** {@code expect no warnings}: neither warnings nor errors. */
  record NoWarnings(Span span) implements Expectation {}

  /** {@code expect no errors}. */
  record NoErrors(Span span) implements Expectation {}

  /**
   * {@code expect dax0.0 { … }}.
   *
   * @param device a name such as {@code dax0.0}
   * @param claims at least one, of different kinds
   */
  record OfDevice(String device, List<Claim> claims, Span span) implements Expectation {
    public OfDevice {
      claims = List.copyOf(claims);
    }
  }

  /**
   * {@code expect all where condition { … }}.
   *
   * @param where of which devices; all without it
   * @param claims at least one, of different kinds
   */
  record OfAll(Optional<Condition> where, List<Claim> claims, Span span) implements Expectation {
    public OfAll {
      claims = List.copyOf(claims);
    }
  }

  /** One statement about a device in the end. */
  sealed interface Claim {
    Span span();
  }

  /** {@code rule "name"}: this rule decided; {@code otherwise} for the rest. */
  record RuleIs(String name, Span span) implements Claim {}

  /** {@code mode devdax}. */
  record ModeIs(Mode mode, Span span) implements Claim {}

  /** {@code zone movable} or {@code zone normal}, which is {@link Zone#KERNEL}. */
  record ZoneIs(Zone zone, Span span) implements Claim {}

  /**
   * {@code online all}, {@code none} or a number of memory blocks.
   *
   * @param blocks the number; empty for all
   */
  record OnlineIs(Optional<Integer> blocks, Span span) implements Claim {}

  /** {@code size 16GiB}: the device's capacity in bytes. */
  record SizeIs(long bytes, Span span) implements Claim {}

  /** {@code align 2MiB}: the device's alignment in bytes. */
  record AlignIs(long bytes, Span span) implements Claim {}

  /** {@code owner "root"}: name or number. */
  record OwnerIs(String owner, Span span) implements Claim {}

  /** {@code group "hbm"}: name or number. */
  record GroupIs(String group, Span span) implements Claim {}

  /** {@code mode 0660}: the permission bits of the device node. */
  record PermissionsAre(int mode, Span span) implements Claim {}

  /** {@code symlink "dax/hbm0"}: one of its links, below {@code /dev}. */
  record SymlinkIs(String symlink, Span span) implements Claim {}

  /**
   * {@code weights 3}: the node of the device's memory has this weight.
   *
   * @param weight 1 to 255
   */
  record WeightIs(int weight, Span span) implements Claim {}

  /** {@code demotion on}: cold pages of the machine move to slower memory. */
  record DemotionIs(boolean on, Span span) implements Claim {}

  /** What a device can be bound to. */
  enum Mode {
    DEVDAX("devdax"),
    SYSTEM_RAM("system-ram"),
    UNBOUND("unbound");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    /** The word tests use. */
    public String word() {
      return word;
    }
  }
}
