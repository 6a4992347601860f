package org.daxpolicy.udev;

import java.util.Map;
import java.util.Optional;

/**
 * What rules can ask of the host beside its devices. What is absent is unknown, and a rule that
 * needs it is judged unknown, not guessed.
 *
 * @param architecture udev's name, such as {@code x86-64}
 * @param virtualization {@code none}, {@code kvm}, …
 * @param confidential {@code none}, {@code sev}, …
 * @param commandLine the kernel's command line
 * @param users user name to uid
 * @param groups group name to gid
 * @param programs command line after substitution to what it would do
 * @param files absolute path to content, for IMPORT{file} and SYSCTL ({@code /proc/sys/…})
 * @param allUsers whether there are no users but these
 * @param allGroups whether there are no groups but these
 */
public record Host(
    Optional<String> architecture,
    Optional<String> virtualization,
    Optional<String> confidential,
    Optional<String> commandLine,
    Map<String, Integer> users,
    Map<String, Integer> groups,
    Map<String, ProgramResult> programs,
    Map<String, String> files,
    boolean allUsers,
    boolean allGroups) {

  /**
   * What a program does when it is run.
   *
   * @param exit its exit status
   * @param output what it prints on standard output
   */
  public record ProgramResult(int exit, String output) {}

  /** A host of which nothing is known but the users and groups every system has. */
  public static final Host UNKNOWN =
      new Host(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of("root", 0),
          Map.of("root", 0),
          Map.of(),
          Map.of());

  /** The same host with other users and groups. */
  public Host with(Map<String, Integer> otherUsers, Map<String, Integer> otherGroups) {
    return new Host(
        architecture,
        virtualization,
        confidential,
        commandLine,
        otherUsers,
        otherGroups,
        programs,
        files);
  }

  public Host {
    users = Map.copyOf(users);
    groups = Map.copyOf(groups);
    programs = Map.copyOf(programs);
    files = Map.copyOf(files);
  }

  /**
   * A host whose accounts are all there are as soon as one beside root is told: every system has
   * others, so root alone says nothing about them.
   */
  public Host(
      Optional<String> architecture,
      Optional<String> virtualization,
      Optional<String> confidential,
      Optional<String> commandLine,
      Map<String, Integer> users,
      Map<String, Integer> groups,
      Map<String, ProgramResult> programs,
      Map<String, String> files) {
    this(
        architecture,
        virtualization,
        confidential,
        commandLine,
        users,
        groups,
        programs,
        files,
        othersThanRoot(users),
        othersThanRoot(groups));
  }

  private static boolean othersThanRoot(Map<String, Integer> accounts) {
    return accounts.keySet().stream().anyMatch(name -> !name.equals("root"));
  }

  Accounts userAccounts(NameResolution names) {
    return new Accounts("user", users, allUsers, names);
  }

  Accounts groupAccounts(NameResolution names) {
    return new Accounts("group", groups, allGroups, names);
  }
}
