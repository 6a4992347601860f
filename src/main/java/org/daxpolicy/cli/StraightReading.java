package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads command lines that are written out in full and hold no mistake.
 *
 * <p>It knows {@code --name value}, {@code --name=value}, {@code -n value}, flags and operands.
 * What it does not know it leaves alone: mistakes, {@code --help}, flags written together, files of
 * arguments. What it does read, picocli reads alike.
 */
final class StraightReading {
  private final Declaration declaration;
  private final Set<Option> given = new HashSet<>();
  private final List<String> operands = new ArrayList<>();
  private final List<Runnable> settings = new ArrayList<>();

  private StraightReading(Declaration declaration) {
    this.declaration = declaration;
  }

  /**
   * Hands the values of a line to the command, all or none.
   *
   * @param line the arguments behind the command's name
   * @return whether the line could be read
   */
  static boolean read(Declaration declaration, List<String> line) {
    StraightReading reading = new StraightReading(declaration);
    if (!reading.words(line) || !reading.defaults() || !reading.places()) {
      return false;
    }
    reading.settings.forEach(Runnable::run);
    return true;
  }

  private boolean words(List<String> line) {
    int next = 0;
    while (next < line.size()) {
      String word = line.get(next++);
      if (word.equals("-") || isValue(word)) {
        operands.add(word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      Declaration.Taken<?> taken = named(equals < 0 ? word : word.substring(0, equals));
      if (taken == null || !given.add(taken.option())) {
        return false;
      }
      List<String> values = new ArrayList<>();
      if (equals >= 0) {
        values.add(word.substring(equals + 1));
      } else {
        int most = taken.option().takesMany() ? line.size() : taken.option().takesValue() ? 1 : 0;
        while (values.size() < most && next < line.size() && isValue(line.get(next))) {
          values.add(line.get(next++));
        }
      }
      if (!set(taken, values)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a word can only be an operand or a value. */
  private static boolean isValue(String word) {
    return !word.isEmpty() && !word.startsWith("-") && !word.startsWith("@");
  }

  private Declaration.@Nullable Taken<?> named(String name) {
    for (Declaration.Taken<?> taken : declaration.options()) {
      if (taken.option().names().contains(name)) {
        return taken;
      }
    }
    return null;
  }

  private <T> boolean set(Declaration.Taken<T> taken, List<String> values) {
    Optional<T> value = value(taken, values);
    value.ifPresent(v -> settings.add(() -> taken.to().accept(v)));
    return value.isPresent();
  }

  private static <T> Optional<T> value(Declaration.Taken<T> taken, List<String> values) {
    Class<T> type = taken.type();
    if (!taken.option().takesValue()) {
      return values.isEmpty() ? Optional.of(type.cast(Boolean.TRUE)) : Optional.empty();
    }
    if (values.isEmpty() || !values.stream().allMatch(StraightReading::isValue)) {
      return Optional.empty();
    }
    if (type == String[].class) {
      return Optional.of(type.cast(values.toArray(String[]::new)));
    }
    String text = values.get(0);
    if (type == String.class) {
      return Optional.of(type.cast(text));
    }
    if (type == Integer.class && text.matches("[0-9]{1,9}")) {
      return Optional.of(type.cast(Integer.valueOf(text)));
    }
    if (type.isEnum()) {
      for (T constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
          return Optional.of(constant);
        }
      }
    }
    return Optional.empty();
  }

  private boolean defaults() {
    for (Declaration.Taken<?> taken : declaration.options()) {
      Option option = taken.option();
      if (given.contains(option)) {
        continue;
      }
      if (option.required()
          || (!option.defaultValue().isEmpty() && !set(taken, List.of(option.defaultValue())))) {
        return false;
      }
    }
    return true;
  }

  /** Hands out the operands in order; a list takes all that are left. */
  private boolean places() {
    int next = 0;
    for (Declaration.Operand operand : declaration.operands()) {
      int count = operand.many() ? operands.size() - next : Math.min(1, operands.size() - next);
      if (count < operand.least()) {
        return false;
      }
      List<String> taken = List.copyOf(operands.subList(next, next + count));
      if (count > 0) {
        settings.add(() -> operand.to().accept(taken));
      }
      next += count;
    }
    return next == operands.size();
  }
}
