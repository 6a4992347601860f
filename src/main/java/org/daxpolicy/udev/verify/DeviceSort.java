package org.daxpolicy.udev.verify;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.daxpolicy.glob.GlobLanguage;

/**
 * Sorts of devices that can be told by attributes no other device has. Only attributes of the
 * kernel's ABI (Documentation/ABI) that belong to one subsystem are listed.
 */
enum DeviceSort {
  USB_DEVICE(
      "usb",
      "usb_device",
      Names.without("*:*"),
      "idVendor idProduct bcdDevice bDeviceClass bDeviceSubClass bDeviceProtocol"
          + " bNumConfigurations bConfigurationValue bMaxPacketSize0 bNumInterfaces urbnum"
          + " maxchild ltm_capable"),
  USB_INTERFACE(
      "usb",
      "usb_interface",
      Names.of("*:*"),
      "bInterfaceNumber bInterfaceClass bInterfaceSubClass bInterfaceProtocol bAlternateSetting"
          + " bNumEndpoints supports_autosuspend"),
  PCI(
      "pci",
      "",
      Names.of("*:*:*.*"),
      "subsystem_vendor subsystem_device boot_vga broken_parity_status msi_bus sriov_numvfs"
          + " sriov_totalvfs"),
  SCSI(
      "scsi",
      "scsi_device",
      Names.of("*:*:*:*"),
      "scsi_level device_blocked iorequest_cnt evt_media_change"),
  NET(
      "net",
      "",
      GlobLanguage.ALL,
      "ifindex iflink addr_assign_type dev_port tx_queue_len netdev_group phys_port_id"
          + " phys_switch_id"),
  INPUT(
      "input",
      "",
      GlobLanguage.ALL,
      "capabilities/abs capabilities/ev capabilities/key capabilities/rel");

  private final String subsystem;
  private final String type;
  private final GlobLanguage names;
  private final Set<String> attributes;

  private static final Map<String, Set<DeviceSort>> BY_ATTRIBUTE =
      Stream.of(values())
          .flatMap(sort -> sort.attributes.stream())
          .distinct()
          .collect(Collectors.toMap(Function.identity(), DeviceSort::having));

  DeviceSort(String subsystem, String type, GlobLanguage names, String attributes) {
    this.subsystem = subsystem;
    this.type = type;
    this.names = names;
    this.attributes = Set.of(attributes.split(" "));
  }

  /** Ways names look. */
  private static final class Names {
    static GlobLanguage of(String glob) {
      return GlobLanguage.of(glob).orElseThrow();
    }

    static GlobLanguage without(String glob) {
      return of(glob).complement();
    }
  }

  /** The sorts of devices that have an attribute; all of them if it tells nothing. */
  static Set<DeviceSort> of(String attribute) {
    return BY_ATTRIBUTE.getOrDefault(attribute, EnumSet.allOf(DeviceSort.class));
  }

  /** Whether an attribute tells something of the device that has it. */
  static boolean isTelling(String attribute) {
    return BY_ATTRIBUTE.containsKey(attribute);
  }

  private static Set<DeviceSort> having(String attribute) {
    return Stream.of(values())
        .filter(sort -> sort.attributes.contains(attribute))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DeviceSort.class)));
  }

  String subsystem() {
    return subsystem;
  }

  /** The value of DEVTYPE; empty if it has none, or several. */
  String type() {
    return type;
  }

  /** The names the kernel gives them. */
  GlobLanguage names() {
    return names;
  }

  /** What people call such a device. */
  String words() {
    return switch (this) {
      case USB_DEVICE -> "a USB device";
      case USB_INTERFACE -> "an interface of a USB device";
      case PCI -> "a PCI device";
      case SCSI -> "a SCSI device";
      case NET -> "a network interface";
      case INPUT -> "an input device";
    };
  }
}
