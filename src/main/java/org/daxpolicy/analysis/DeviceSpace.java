package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.Collection;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Target;

/**
 * Sets of the devices that a kernel could make and that have memory, as far as some conditions tell
 * them apart. For those who make conditions and want to know what is left of them.
 */
public final class DeviceSpace {
  private static final int NODES = 1_000_000;
  private static final long CREDIT = 400_000_000;
  private static final Fact SIZE = new Fact.Own("size");
  private static final Values NO_MEMORY = Terms.number(0);

  private final Diagrams diagrams;
  private final Conditions conditions;
  private final Devices all;

  /**
   * A set of devices.
   *
   * @throws Outgrown from every operation that would need more than an analysis may spend
   */
  public static final class Devices {
    private final Diagrams diagrams;
    private final int diagram;

    private Devices(Diagrams diagrams, int diagram) {
      this.diagrams = diagrams;
      this.diagram = diagram;
    }

    private static int tried(java.util.function.IntSupplier work) {
      try {
        return work.getAsInt();
      } catch (TooLarge e) {
        throw new Outgrown(String.valueOf(e.getMessage()));
      }
    }

    /** Those that are in the other set, too. */
    public Devices and(Devices other) {
      return new Devices(diagrams, tried(() -> diagrams.and(diagram, other.diagram)));
    }

    /** These and those of the other set. */
    public Devices or(Devices other) {
      return new Devices(diagrams, tried(() -> diagrams.or(diagram, other.diagram)));
    }

    /** Those that are not in the other set. */
    public Devices minus(Devices other) {
      return new Devices(diagrams, tried(() -> diagrams.minus(diagram, other.diagram)));
    }

    public boolean isEmpty() {
      return diagram == Diagrams.FALSE;
    }

    /** Whether all are in the other set. */
    public boolean isIn(Devices other) {
      return minus(other).isEmpty();
    }
  }

  /** Sets that are too tangled to be worked out. */
  public static final class Outgrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what what grows, for people
     */
    public Outgrown(String what) {
      super(what, null, false, false);
    }
  }

  private DeviceSpace(Diagrams diagrams, Conditions conditions, int real) {
    this.diagrams = diagrams;
    this.conditions = conditions;
    this.all = new Devices(diagrams, real);
  }

  /** The space that some conditions cut into sets; only what they compare can be asked of it. */
  public static DeviceSpace of(Collection<Condition> compared) {
    Diagrams diagrams = new Diagrams(NODES, CREDIT);
    Space space = new Space(diagrams);
    Attributes attributes = new Attributes(space, new Names(space), Target.DEFAULT.nodes());
    Conditions conditions = new Conditions(space, attributes);
    compared.forEach(conditions::need);
    space.need(SIZE, NO_MEMORY);
    Reality reality = new Reality(space, NumberSet.between(BigInteger.ZERO, Reality.LAST_NODE));
    int real =
        Devices.tried(
            () -> {
              int all = diagrams.not(space.in(SIZE, NO_MEMORY));
              for (int condition : reality.conditions()) {
                all = diagrams.and(all, condition);
              }
              return all;
            });
    return new DeviceSpace(diagrams, conditions, real);
  }

  /** All devices. */
  public Devices all() {
    return all;
  }

  /** Those of which a condition holds that is made of what was compared. */
  public Devices of(Condition condition) {
    return new Devices(diagrams, Devices.tried(() -> conditions.of(condition))).and(all);
  }
}
