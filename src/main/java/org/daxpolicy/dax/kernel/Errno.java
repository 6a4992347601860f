package org.daxpolicy.dax.kernel;

/** How a system call ends ({@code include/uapi/asm-generic/errno-base.h}). */
public enum Errno {
  OK(0, "done"),
  EPERM(1, "Operation not permitted"),
  ENOENT(2, "No such file or directory"),
  ENXIO(6, "No such device or address"),
  ENOMEM(12, "Cannot allocate memory"),
  EACCES(13, "Permission denied"),
  EBUSY(16, "Device or resource busy"),
  ENODEV(19, "No such device"),
  EINVAL(22, "Invalid argument"),
  ENOSPC(28, "No space left on device"),
  ERANGE(34, "Numerical result out of range"),
  EOPNOTSUPP(95, "Operation not supported");

  private static final int BYTE = 256;

  private final int number;
  private final String text;

  Errno(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** The number. */
  public int number() {
    return number;
  }

  /** What {@code strerror} says. */
  public String text() {
    return text;
  }

  /** Whether the call succeeded. */
  public boolean ok() {
    return this == OK;
  }

  /** The exit status of a program that ends with the negative number, as daxctl does. */
  public int exit() {
    return this == OK ? 0 : BYTE - number;
  }
}
