package org.daxpolicy.language;

import java.util.Optional;

/**
 * What is wanted of {@code /dev/daxX.Y}. In {@code symlink} and {@code tag} the placeholders {@code
 * {region}}, {@code {instance}} and {@code {target_node}} stand for the device's own.
 *
 * @param owner a user name or number
 * @param group a group name or number
 * @param mode permission bits, at most 07777
 * @param symlink below {@code /dev}, without it
 * @param tag a udev tag
 * @param seclabel module and label
 */
public record DeviceNode(
    Optional<String> owner,
    Optional<String> group,
    Optional<Integer> mode,
    Optional<String> symlink,
    Optional<String> tag,
    Optional<SecurityLabel> seclabel) {
  /** A security label. */
  public record SecurityLabel(String module, String label) {}
}
