package org.daxpolicy.dax;

import java.util.SortedMap;

/**
 * An attribute that conditions can read; one entry of the {@link Catalogue}.
 *
 * <p>It is <em>present</em> on a device when udev reads a non-empty value of its {@link Encoding},
 * after trailing white space is cut as udev cuts it.
 *
 * @param name dotted, as policies write it: {@code region.interleave_ways}
 * @param type the type of its values
 * @param encoding how sysfs prints it
 * @param reach how udev gets at it
 * @param availability when it can be read
 * @param words for enumerations: the word policies use to the text sysfs prints; empty otherwise
 * @param where the sysfs path, for people
 * @param absentWhen when it is absent, for people; {@link #NEVER} if always there
 * @param example a value as a policy would write it
 * @param summary one sentence
 */
public record Attribute(
    String name,
    Type type,
    Encoding encoding,
    Reach reach,
    Availability availability,
    SortedMap<String, String> words,
    String where,
    String absentWhen,
    String example,
    String summary) {
  /** What {@code absentWhen} says where every device has the attribute. */
  public static final String NEVER = "never";

  /** Types of values. Numbers are compared in base units. */
  public enum Type {
    /** Bytes; literals {@code 64GiB}, {@code 2MiB}, plain bytes. */
    SIZE("size"),
    /** A plain whole number, possibly negative. */
    INTEGER("integer"),
    /** A physical address; literals {@code 0x…}. */
    ADDRESS("address"),
    /** Bytes per second; literals {@code 300GB/s}, {@code 512MiB/s}. */
    BANDWIDTH("bandwidth"),
    /** Nanoseconds; literals {@code 400ns}, {@code 2us}. */
    LATENCY("latency"),
    /** Any text. */
    STRING("string"),
    /** A uuid, compared in lower case. */
    UUID("uuid"),
    /** One of a fixed set of words. */
    ENUM("word"),
    /** {@code true} or {@code false}; words as ENUM. */
    BOOLEAN("boolean");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** What diagnostics call it. */
    public String word() {
      return word;
    }

    /** Whether values are ordered numbers. */
    public boolean numeric() {
      return switch (this) {
        case SIZE, INTEGER, ADDRESS, BANDWIDTH, LATENCY -> true;
        case STRING, UUID, ENUM, BOOLEAN -> false;
      };
    }
  }
}
