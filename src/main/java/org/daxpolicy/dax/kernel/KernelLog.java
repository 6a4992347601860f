package org.daxpolicy.dax.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Driver;

/** What a kernel did, in order: the uevents it sent and why it chose what it chose. */
public final class KernelLog {
  /** What the log holds. */
  public sealed interface Entry permits Uevent, Choice, Notice {}

  /** Of what a uevent tells. */
  public enum Subject {
    DAX("dax"),
    MEMORY("memory"),
    NODE("node"),
    TIER("memory_tiering"),
    DRIVER("drivers"),
    MODULE("module"),
    PLATFORM("platform"),
    CXL("cxl"),
    ND("nd");

    private final String subsystem;

    Subject(String subsystem) {
      this.subsystem = subsystem;
    }

    /** The uevent's {@code SUBSYSTEM}. */
    public String subsystem() {
      return subsystem;
    }
  }

  /**
   * A uevent.
   *
   * @param number counts the uevents of this log
   * @param actor on whose behalf the kernel worked
   * @param action {@code add}, {@code bind}, …
   * @param subject what it tells of
   * @param name the kernel name of the device, driver or module
   * @param driver {@code DRIVER}, on {@code bind}
   */
  public record Uevent(
      int number,
      String actor,
      String action,
      Subject subject,
      String name,
      Optional<String> driver)
      implements Entry {}

  /**
   * Which driver a device got.
   *
   * @param device the dax device
   * @param driver empty if it got none
   * @param why a sentence
   */
  public record Choice(String device, Optional<Driver> driver, String why) implements Entry {}

  /** What else is worth telling. */
  public enum Matter {
    /** Blocks of a device came online, or went. */
    MEMORY,
    /** Part of a device lies outside whole memory blocks. */
    TRIMMED,
    /** Memory that is online can no longer be removed. */
    STUCK,
    /** A wish for {@code memmap_on_memory} has no effect. */
    MEMMAP
  }

  /**
   * Something worth telling.
   *
   * @param device the dax device
   * @param matter what kind of thing
   * @param text a sentence
   */
  public record Notice(String device, Matter matter, String text) implements Entry {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Choice> choices = new HashMap<>();
  private String actor = "kernel";
  private int uevents;

  /** Everything so far. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  /** On whose behalf the kernel works from here on. */
  void by(String name) {
    actor = name;
  }

  String actor() {
    return actor;
  }

  void send(String action, Subject subject, String name) {
    send(action, subject, name, Optional.empty());
  }

  void send(String action, Subject subject, String name, Optional<String> driver) {
    entries.add(new Uevent(++uevents, actor, action, subject, name, driver));
  }

  void chose(String device, Optional<Driver> driver, String why) {
    Choice choice = new Choice(device, driver, why);
    if (!choice.equals(choices.put(device, choice))) {
      entries.add(choice);
    }
  }

  /** Which driver a device got last, and why; empty if none was tried. */
  public Optional<Choice> lastChoice(String device) {
    return Optional.ofNullable(choices.get(device));
  }

  void note(String device, Matter matter, String text) {
    entries.add(new Notice(device, matter, text));
  }
}
