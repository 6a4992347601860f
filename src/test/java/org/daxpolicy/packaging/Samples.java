package org.daxpolicy.packaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Every shape of lambda, method reference and record, and what comes of them. */
@SuppressWarnings({
  "IdentityBinaryExpression",
  "ReturnValueIgnored",
  "SelfEquals",
  "EqualsNull"
}) // what nobody writes has to work, too
final class Samples {
  private final int base;

  private Samples(int base) {
    this.base = base;
  }

  record Empty() {}

  record Everything(
      boolean truth,
      byte small,
      short shorter,
      char letter,
      int number,
      long large,
      float single,
      double real,
      String text,
      int[] numbers,
      List<Empty> list,
      Object nothing) {}

  record Generic<T extends Comparable<T>>(T value) {
    boolean isLess(Generic<T> other) {
      Predicate<T> less = v -> value.compareTo(v) < 0;
      return less.test(other.value);
    }
  }

  interface Greeting {
    String greet(String name);

    default Greeting twice() {
      return name -> decorate(greet(greet(name)));
    }

    private String decorate(String text) {
      UnaryOperator<String> stars = t -> star() + t + star();
      return stars.apply(text);
    }

    private static String star() {
      Supplier<String> star = () -> "*";
      return star.get();
    }
  }

  private static class Animal {
    protected String sound() {
      return "…";
    }
  }

  private static final class Dog extends Animal {
    @Override
    protected String sound() {
      Supplier<String> inherited = super::sound;
      return "wuff" + inherited.get();
    }
  }

  /** One line for each sample. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lambdas(lines::add);
    references(lines);
    new Samples(7).captures(lines);
    records(lines);
    return lines;
  }

  private static void lambdas(Consumer<String> line) {
    Supplier<Runnable> maker = () -> () -> line.accept("inner");
    maker.get().run();
    line.accept("same instance: " + (maker() == maker()));
    IntBinaryOperator sum = (a, b) -> a + b;
    line.accept("sum " + sum.applyAsInt(3, 4));
    BinaryOperator<Long> product = (a, b) -> a * b;
    line.accept("product " + product.apply(6L, 7L));
    Greeting greeting = name -> "hello " + name;
    line.accept(greeting.twice().greet("you"));
    Comparator<String> serial = (Comparator<String> & Serializable) (a, b) -> b.compareTo(a);
    line.accept("serial " + serial.compare("a", "b") + (serial instanceof Serializable));
  }

  private static Supplier<String> maker() {
    return () -> "constant";
  }

  private static void references(List<String> lines) {
    Function<String, Integer> parsed = Integer::parseInt;
    ToIntFunction<String> unboxed = Integer::valueOf;
    ToLongFunction<Integer> widened = Integer::intValue;
    ToDoubleFunction<Integer> boxWidened = Samples::real;
    Function<Integer, Object> boxed = Integer::toBinaryString;
    IntFunction<int[]> array = int[]::new;
    Function<String, StringBuilder> created = StringBuilder::new;
    BiFunction<String, Locale, String> unbound = String::toUpperCase;
    Supplier<String> bound = "bound"::trim;
    Consumer<List<String>> dropped = List::size;
    Consumer<String> droppedLong = Long::parseLong;
    ToIntFunction<Samples> generic = Samples::<Integer>pick;
    LongFunction<String> fromLong = Long::toHexString;
    Supplier<String> dog = new Dog()::sound;
    Function<int[], Object> copied = int[]::clone;
    Function<Object[], List<Object>> variable = Arrays::asList;
    dropped.accept(lines);
    droppedLong.accept("1");
    lines.add("parsed " + parsed.apply("12") + unboxed.applyAsInt("13"));
    lines.add("widened " + widened.applyAsLong(14) + boxWidened.applyAsDouble(15));
    lines.add("boxed " + boxed.apply(5) + array.apply(3).length + created.apply("new"));
    lines.add("bound " + bound.get() + unbound.apply("unbound", Locale.ROOT) + dog.get());
    lines.add("picked " + generic.applyAsInt(new Samples(8)) + fromLong.apply(255L));
    lines.add("copied " + ((int[]) copied.apply(new int[] {1, 2})).length);
    lines.add("variable " + variable.apply(new Object[] {1, "b"}));
  }

  private static double real(double value) {
    return value / 2;
  }

  @SuppressWarnings("unchecked")
  private <T> T pick() {
    return (T) Integer.valueOf(base);
  }

  private void captures(List<String> lines) {
    boolean truth = true;
    byte small = 1;
    char letter = 'c';
    long large = 1L << 40;
    float single = 1.5f;
    double real = 2.5;
    String text = "text";
    int[] numbers = {1, 2, 3};
    BiFunction<Long, Integer, String> all =
        (a, b) ->
            "" + truth + small + letter + large + single + real + text + numbers[1] + base + a + b;
    lines.add(all.apply(9L, 10));
    Function<Integer, String> method = this::describe;
    lines.add(method.apply(11));
    Supplier<Supplier<String>> nested = () -> () -> text + base + large;
    lines.add(nested.get().get());
  }

  private String describe(long value) {
    return "described " + value + base;
  }

  private static void records(List<String> lines) {
    int[] numbers = {1};
    Everything one = everything(Double.NaN, 0f, numbers);
    lines.add(one.toString().replaceAll("@[0-9a-f]+", "@"));
    lines.add("same " + one.equals(everything(Double.NaN, 0f, numbers)) + one.equals(one));
    lines.add("zero " + one.equals(everything(Double.NaN, -0f, numbers)));
    lines.add("real " + one.equals(everything(0, 0f, numbers)));
    lines.add("array " + one.equals(everything(Double.NaN, 0f, new int[] {1})));
    lines.add("other " + one.equals(new Empty()) + new Empty().equals(new Empty()));
    lines.add("null " + one.equals(null) + new Empty());
    lines.add("hash " + new Empty().hashCode() + " " + everything(1, 2f, null).hashCode());
    lines.add("less " + new Generic<>(1).isLess(new Generic<>(2)) + new Generic<>("x"));
    lines.add("nested " + new Generic<>("a").equals(new Generic<>("a")));
  }

  private static Everything everything(double real, float single, int[] numbers) {
    return new Everything(
        true,
        (byte) -3,
        (short) -4,
        'x',
        -5,
        1L << 35,
        single,
        real,
        "text",
        numbers,
        List.of(new Empty()),
        null);
  }
}
