package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes that nothing at hand tells apart, as classes.
 *
 * @param of the class of each byte; classes are numbered in the order in which {@link
 *     Automaton#LIKELY} meets them
 * @param representatives the likeliest byte of each class
 */
record ByteClasses(byte[] of, char[] representatives) {
  /** What tells bytes apart: equal answers make one class. */
  interface Signature {
    Object of(char c);
  }

  static ByteClasses by(Signature signature) {
    Map<Object, Integer> numbers = new HashMap<>();
    byte[] of = new byte[256];
    List<Character> first = new ArrayList<>();
    for (char c : Automaton.LIKELY) {
      Object told = signature.of(c);
      Integer number = numbers.get(told);
      if (number == null) {
        number = numbers.size();
        numbers.put(told, number);
        first.add(c);
      }
      of[c] = (byte) (int) number;
    }
    char[] representatives = new char[first.size()];
    for (int i = 0; i < representatives.length; i++) {
      representatives[i] = first.get(i);
    }
    return new ByteClasses(of, representatives);
  }

  /** The coarsest classes that are within a class of each given partition. */
  static ByteClasses common(List<byte[]> partitions) {
    return by(
        c -> {
          StringBuilder told = new StringBuilder();
          for (byte[] partition : partitions) {
            told.append((char) partition[c]);
          }
          return told.toString();
        });
  }
}
