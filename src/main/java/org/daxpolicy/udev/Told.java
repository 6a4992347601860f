package org.daxpolicy.udev;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was told of a host beside its snapshot; it counts before what the snapshot says.
 *
 * @param programs command line after substitution, of programs and of udev's own commands, to what
 *     it would do
 * @param users all users of the host, name to uid
 * @param groups all groups of the host, name to gid
 */
public record Told(
    Map<String, Host.ProgramResult> programs,
    Optional<Map<String, Integer>> users,
    Optional<Map<String, Integer>> groups) {
  /** Nothing. */
  public static final Told NOTHING = new Told(Map.of(), Optional.empty(), Optional.empty());

  public Told {
    programs = Map.copyOf(programs);
    users = users.map(Map::copyOf);
    groups = groups.map(Map::copyOf);
  }

  /** The host with what was told of it. */
  public Host on(Host host) {
    Map<String, Host.ProgramResult> all = new HashMap<>(host.programs());
    all.putAll(programs);
    return new Host(
        host.architecture(),
        host.virtualization(),
        host.confidential(),
        host.commandLine(),
        users.orElse(host.users()),
        groups.orElse(host.groups()),
        all,
        host.files(),
        users.isPresent() || host.allUsers(),
        groups.isPresent() || host.allGroups());
  }
}
