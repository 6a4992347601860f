package org.daxpolicy.report;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** Numbered things told in few words. */
final class Runs {
  private Runs() {}

  /**
   * Names in the order of their numbers, neighbours told as a run: {@code memory32-39 memory48}.
   *
   * @param prefix what stands before the number in every name
   */
  static String of(String prefix, List<String> names) {
    int[] numbers =
        names.stream()
            .mapToInt(name -> Integer.parseInt(name.substring(prefix.length())))
            .sorted()
            .distinct()
            .toArray();
    StringJoiner runs = new StringJoiner(prefix.isEmpty() ? "," : " ");
    int first = 0;
    for (int i : IntStream.rangeClosed(1, numbers.length).toArray()) {
      if (i == numbers.length || numbers[i] != numbers[i - 1] + 1) {
        boolean one = i - 1 == first;
        runs.add(prefix + numbers[first] + (one ? "" : "-" + numbers[i - 1]));
        first = i;
      }
    }
    return runs.toString();
  }
}
