package org.daxpolicy.machine.inventory;

/** A value of something, with its unit. */
public sealed interface Value {
  /** A word or a number without unit. */
  record Text(String text) implements Value {}

  /** So many bytes. */
  record Bytes(long bytes) implements Value {}

  /** Roughly so many bytes that the kernel gives out. */
  record Memory(long bytes) implements Value {}

  /** A physical address. */
  record Address(long address) implements Value {}

  /** MiB a second. */
  record Bandwidth(long mebibytes) implements Value {}

  /** The text of a file. */
  record Lines(String text) implements Value {}
}
