package org.daxpolicy.udev.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;

/** Parent matches of a rule that speak of different parents, where udev wants one for all. */
final class NoSingleParent implements RulesCheck {
  /** Drivers that bind to interfaces of USB devices, never to the devices themselves. */
  private static final GlobLanguage INTERFACE_DRIVERS =
      GlobLanguage.texts(
              List.of(
                  "usbhid",
                  "usb-storage",
                  "uas",
                  "hub",
                  "cdc_acm",
                  "cdc_ether",
                  "cdc_ncm",
                  "cdc_mbim",
                  "ftdi_sio",
                  "cp210x",
                  "pl2303",
                  "ch341",
                  "option",
                  "qcserial",
                  "qmi_wwan",
                  "uvcvideo",
                  "snd-usb-audio",
                  "btusb",
                  "xpad",
                  "usblp",
                  "usbtmc",
                  "asix",
                  "usbfs"))
          .orElseThrow();

  private static final GlobLanguage USB = GlobLanguage.of("usb").orElseThrow();

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (RuleLine rule : rules.rules()) {
      check(rules, rule, found);
    }
  }

  private static void check(RulesView rules, RuleLine rule, Consumer<Diagnostic> found) {
    List<Token> parents =
        new ArrayList<>(rule.tokens().stream().filter(t -> t.kind().isParentMatch()).toList());
    if (parents.stream().noneMatch(NoSingleParent::isTelling)) {
      return;
    }
    // attributes first: without one nothing is known of the parent
    parents.sort(Comparator.comparing(token -> !isTelling(token)));
    Set<DeviceSort> left = EnumSet.allOf(DeviceSort.class);
    List<Token> because = new ArrayList<>();
    for (Token token : parents) {
      Set<DeviceSort> now = EnumSet.copyOf(left);
      now.removeIf(sort -> !admits(rules, token, sort));
      if (now.isEmpty()) {
        found.accept(finding(rules, token, because, left));
        return;
      }
      if (now.size() < left.size()) {
        because.add(token);
      }
      left = now;
    }
  }

  private static Diagnostic finding(
      RulesView rules, Token token, List<Token> because, Set<DeviceSort> left) {
    Diagnostic finding =
        rules.at(
            Code.RULE_NO_SINGLE_PARENT,
            token,
            "`" + rules.shown(token) + "` speaks of another parent than the rest of the rule");
    String words = left.size() == 1 ? left.iterator().next().words() : "another device";
    for (Token other : because) {
      finding = rules.related(finding, other, words + " has this");
    }
    return finding
        .note("all parent matches of a rule must hold on one and the same device")
        .help("ask for one of the parents in a rule of its own, and pass on with a property");
  }

  private static boolean isTelling(Token token) {
    return Pairs.isAttribute(token.kind()) && DeviceSort.isTelling(token.name());
  }

  private static boolean admits(RulesView rules, Token token, DeviceSort sort) {
    if (isTelling(token)) {
      return DeviceSort.of(token.name()).contains(sort);
    }
    GlobLanguage accepted = rules.course().languages().accepted(token).orElse(GlobLanguage.ALL);
    return switch (token.kind()) {
      case MATCH_SUBSYSTEMS -> accepted.contains(sort.subsystem());
      case MATCH_KERNELS -> accepted.meets(sort.names());
      case MATCH_DRIVERS ->
          switch (sort) {
            case USB_DEVICE -> !INTERFACE_DRIVERS.includes(accepted);
            case USB_INTERFACE -> !USB.includes(accepted);
            default -> true;
          };
      default -> true;
    };
  }
}
