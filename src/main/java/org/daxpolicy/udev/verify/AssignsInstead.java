package org.daxpolicy.udev.verify;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/** {@code =} where {@code ==} was meant, as far as the value or the attribute gives it away. */
final class AssignsInstead implements RulesCheck {
  /** Attributes that tell what a device is; the kernel lets nobody write them. */
  private static final Set<String> READ_ONLY =
      Set.of(
          "vendor",
          "model",
          "manufacturer",
          "product",
          "modalias",
          "subsystem_vendor",
          "subsystem_device",
          "dev",
          "phys",
          "uniq");

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(token -> reason(token).ifPresent(why -> found.accept(finding(rules, token, why))));
  }

  private static Diagnostic finding(RulesView rules, Token token, String why) {
    Diagnostic finding =
        rules
            .at(
                Code.RULE_ASSIGNS_INSTEAD,
                token,
                "`" + rules.shown(token) + "` assigns, it does not compare")
            .note(why)
            .help("write `==` to compare");
    int sign = token.text().indexOf("=\"");
    return sign < 0 || !rules.isWrittenInOnePiece(token)
        ? finding
        : finding.edit(rules.source().file(), rules.part(token, sign, sign + 1), "==");
  }

  private static Optional<String> reason(Token token) {
    if (token.operator() != Operator.ASSIGN) {
      return Optional.empty();
    }
    if (token.kind() == TokenKind.ATTR
        && (READ_ONLY.contains(token.name()) || DeviceSort.isTelling(token.name()))
        && !isWritable(token.name())) {
      return Optional.of("the kernel lets nobody write the attribute `" + token.name() + "`");
    }
    boolean assigns =
        switch (token.kind()) {
          case ENV, ATTR, NAME, TAG, SYMLINK -> true;
          default -> false;
        };
    boolean pattern = token.value().equals("*") || token.value().equals("?*");
    return assigns && pattern
        ? Optional.of("the value is a pattern, and an assignment takes it as it is")
        : Optional.empty();
  }

  /** Attributes that tell a device's sort and can be written all the same. */
  private static boolean isWritable(String attribute) {
    return switch (attribute) {
      case "bConfigurationValue",
          "tx_queue_len",
          "netdev_group",
          "sriov_numvfs",
          "msi_bus",
          "broken_parity_status" ->
          true;
      default -> false;
    };
  }
}
