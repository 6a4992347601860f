package org.daxpolicy.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.jspecify.annotations.Nullable;

/** Second stage for a mode and what goes with it: how memory is onlined, what the node is like. */
final class ModeBinder {
  private static final Map<String, Outcome.Online> ONLINE =
      Map.of(
          "movable", Outcome.Online.MOVABLE,
          "kernel", Outcome.Online.KERNEL,
          "none", Outcome.Online.NONE);
  private static final List<String> ONLINE_WORDS = List.of("movable", "kernel", "none");
  private static final List<String> MODES = List.of("devdax", "system-ram");

  private final Findings findings;

  ModeBinder(Findings findings) {
    this.findings = findings;
  }

  /**
   * The outcome of a mode; a placeholder where findings were reported.
   *
   * @param use what is to be made of memory that is online
   */
  Outcome bind(Syntax.Mode mode, Syntax.@Nullable Clause node, MemoryUse use) {
    Syntax.Word word = mode.mode();
    switch (word.text()) {
      case "devdax":
        mode.online()
            .ifPresent(
                o ->
                    findings.add(
                        findings
                            .at(
                                Code.ONLINE_WITHOUT_MEMORY,
                                o.span(),
                                "a device in mode `devdax` has no memory to online")
                            .help("leave the block out, or write `mode system-ram`")));
        return new Outcome.DevDax(deviceNode(node));
      case "system-ram":
        return systemRam(mode, node, use);
      default:
        findings.add(
            findings
                .suggest(
                    findings.at(Code.UNKNOWN_MODE, word.span(), "`" + word.text() + "` is no mode"),
                    word.span(),
                    word.text(),
                    MODES)
                .note("the modes of this version are `devdax` and `system-ram`"));
        return new Outcome.DevDax(deviceNode(node));
    }
  }

  private Outcome systemRam(Syntax.Mode mode, Syntax.@Nullable Clause node, MemoryUse use) {
    if (node != null) {
      findings.add(
          findings
              .at(
                  Code.NODE_ON_SYSTEM_RAM,
                  node.span(),
                  "a device that became system RAM has no device node")
              .related(findings.file(), mode.span(), "it becomes system RAM here")
              .help("remove the `node` block"));
    }
    if (mode.online().isEmpty()) {
      findings.add(
          findings
              .at(
                  Code.ONLINE_NOT_STATED,
                  mode.span(),
                  "`mode system-ram` does not say how the memory is onlined")
              .help("`mode system-ram { online movable }` keeps it removable")
              .note("`movable`, `kernel` or `none`; a wrong guess cannot be taken back"));
      return new Outcome.SystemRam(Outcome.Online.NONE);
    }
    Syntax.Word word = mode.online().get();
    Outcome.Online online = ONLINE.get(word.text());
    if (online == null) {
      findings.add(
          findings
              .suggest(
                  findings.at(
                      Code.UNKNOWN_ONLINE_TYPE,
                      word.span(),
                      "memory cannot be onlined `" + word.text() + "`"),
                  word.span(),
                  word.text(),
                  ONLINE_WORDS)
              .note("`movable`, `kernel` or `none`"));
      return new Outcome.SystemRam(Outcome.Online.NONE);
    }
    return new Outcome.SystemRam(online, online == Outcome.Online.NONE ? MemoryUse.UNSAID : use);
  }

  Optional<DeviceNode> deviceNode(Syntax.@Nullable Clause node) {
    return node instanceof Syntax.Node n
        ? Optional.of(new DeviceNodeBinder(findings).bind(n))
        : Optional.empty();
  }
}
