package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Treatments as answers of diagrams. */
final class Treatments {
  private final List<Treatment> values = new ArrayList<>();
  private final Map<Treatment, Integer> places = new HashMap<>();

  /** The answer that stands for a treatment. */
  int place(Treatment treatment) {
    Integer known = places.putIfAbsent(treatment, values.size());
    if (known != null) {
      return known;
    }
    values.add(treatment);
    return values.size() - 1;
  }

  /** The treatment an answer stands for. */
  Treatment at(int place) {
    return values.get(place);
  }
}
