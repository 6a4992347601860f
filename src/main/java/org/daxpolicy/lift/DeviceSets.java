package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.daxpolicy.analysis.DeviceSpace;
import org.daxpolicy.language.Condition;

/**
 * What formulas mean to each other: which devices are left of one where others hold, and what of it
 * can be left out there. Atoms may come in any time.
 */
final class DeviceSets {
  private final Set<Formula.Atom> atoms = new LinkedHashSet<>();
  private final Map<Formula, DeviceSpace.Devices> known = new HashMap<>();
  private DeviceSpace space = DeviceSpace.of(List.of());

  /** All devices. What is said of devices counts until an atom comes in that is new. */
  DeviceSpace.Devices all() {
    return space.all();
  }

  /** The devices of which a formula holds. */
  DeviceSpace.Devices devices(Formula formula) {
    learn(formula);
    return of(formula);
  }

  /** Whether there are no devices of which all hold. */
  boolean isEmpty(Formula... all) {
    return and(all).isEmpty();
  }

  /** Whether the second holds of every device of which the first does. */
  boolean implies(Formula first, Formula second) {
    return and(first, Formula.not(second)).isEmpty();
  }

  private DeviceSpace.Devices and(Formula... all) {
    for (Formula formula : all) {
      learn(formula);
    }
    DeviceSpace.Devices devices = space.all();
    for (Formula formula : all) {
      devices = devices.and(of(formula));
    }
    return devices;
  }

  private void learn(Formula formula) {
    if (!known.containsKey(formula) && atoms.addAll(formula.atoms())) {
      List<Condition> meanings = new ArrayList<>();
      atoms.forEach(a -> meanings.add(a.meaning()));
      space = DeviceSpace.of(meanings);
      known.clear();
    }
  }

  private DeviceSpace.Devices of(Formula formula) {
    DeviceSpace.Devices before = known.get(formula);
    if (before != null) {
      return before;
    }
    DeviceSpace.Devices devices;
    if (formula instanceof Formula.Not not) {
      devices = space.all().minus(of(not.operand()));
    } else if (formula instanceof Formula.And and) {
      devices = space.all();
      for (Formula operand : and.operands()) {
        devices = devices.and(of(operand));
      }
    } else if (formula instanceof Formula.Or or) {
      devices = space.all().minus(space.all());
      for (Formula operand : or.operands()) {
        devices = devices.or(of(operand));
      }
    } else {
      devices = space.of(((Formula.Atom) formula).meaning());
    }
    known.put(formula, devices);
    return devices;
  }

  /**
   * A formula that holds of the same devices among those of {@code given}, without the parts that
   * decide nothing there. Negations go first, since people read them last.
   */
  Formula simple(Formula formula, Formula given) {
    learn(formula);
    return simple(formula, and(given));
  }

  /** The same among devices; all atoms of the formula have been met. */
  Formula simple(Formula formula, DeviceSpace.Devices among) {
    Formula before = formula;
    Formula after = simpler(before, among);
    while (!after.equals(before)) {
      // what a part has lost may have been what another part was needed for
      before = after;
      after = simpler(before, among);
    }
    return after;
  }

  private Formula simpler(Formula formula, DeviceSpace.Devices given) {
    DeviceSpace.Devices here = of(formula).and(given);
    if (here.isEmpty()) {
      return Formula.FALSE;
    }
    if (given.isIn(here)) {
      return Formula.TRUE;
    }
    if (formula instanceof Formula.Not not) {
      return Formula.not(simpler(not.operand(), given));
    }
    if (formula instanceof Formula.And and) {
      return Formula.and(operands(and.operands(), given, true));
    }
    return formula instanceof Formula.Or or
        ? Formula.or(operands(or.operands(), given, false))
        : formula;
  }

  /** Each operand given the others; what is worked off first is given the others as they were. */
  private List<Formula> operands(List<Formula> operands, DeviceSpace.Devices given, boolean all) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(i -> !(operands.get(i) instanceof Formula.Not)));
    List<DeviceSpace.Devices> behind = new ArrayList<>(List.of(given));
    for (int i = order.size() - 1; i > 0; i--) {
      DeviceSpace.Devices last = behind.get(behind.size() - 1);
      behind.add(among(last, operands.get(order.get(i)), all));
    }
    List<Formula> left = new ArrayList<>(operands);
    DeviceSpace.Devices before = given;
    for (int i = 0; i < order.size(); i++) {
      int at = order.get(i);
      DeviceSpace.Devices rest = before.and(behind.get(order.size() - 1 - i));
      left.set(at, simpler(operands.get(at), rest));
      before = among(before, left.get(at), all);
    }
    return left;
  }

  /** The devices that an operand leaves undecided. */
  private DeviceSpace.Devices among(DeviceSpace.Devices devices, Formula operand, boolean all) {
    return all ? devices.and(of(operand)) : devices.minus(of(operand));
  }
}
