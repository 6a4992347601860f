package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Map;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.UdevVersion;

/**
 * The values a key can have at all; of a key with several values, each of them.
 *
 * @param values the values
 * @param why the reason, for people
 */
record Domain(GlobLanguage values, String why) {
  private static final Domain ANYTHING = new Domain(GlobLanguage.ALL, "it can be anything");
  private static final Domain TRIMMED =
      new Domain(globs("", "*[! \t\n\r]"), "white space at the end is cut before comparing");

  private static final Domain ACTION =
      new Domain(
          texts("add", "remove", "change", "move", "online", "offline", "bind", "unbind"),
          "the actions are add, remove, change, move, online, offline, bind and unbind");
  private static final Domain DEVPATH =
      new Domain(globs("/?*"), "a devpath begins with `/`, and has no `/sys` in front");
  private static final Domain KERNEL =
      new Domain(
          without(globs("?*"), "*!*"),
          "a device always has a name, and udev reads each `!` in it as `/`");
  private static final Domain BASE_NAME =
      new Domain(
          without(GlobLanguage.ALL, "*/*"), "it is the last part of a path, so it holds no `/`");
  private static final Domain LINK =
      new Domain(without(globs("?*"), "/*"), "links are compared without `/dev/` in front");
  private static final Domain TAG =
      new Domain(
          without(globs("?*"), "*[!A-Za-z0-9_-]*"),
          "a tag is made of letters, digits, `_` and `-`, and is not empty");
  private static final Domain DEVICE_NODE =
      new Domain(globs("", "/dev/?*"), "a node's name begins with `/dev/`");
  private static final Domain RESULT =
      new Domain(
          without(GlobLanguage.ALL, "*[!A-Za-z0-9#+.:=@_/ $%?,\\\\\u0080-\u00ff-]*"),
          "udev puts `_` for most special characters of a program's output");
  private static final Domain ARCHITECTURE =
      new Domain(
          texts(
              "x86",
              "x86-64",
              "ppc",
              "ppc-le",
              "ppc64",
              "ppc64-le",
              "ia64",
              "parisc",
              "parisc64",
              "s390",
              "s390x",
              "sparc",
              "sparc64",
              "mips",
              "mips-le",
              "mips64",
              "mips64-le",
              "alpha",
              "arm",
              "arm-be",
              "arm64",
              "arm64-be",
              "sh",
              "sh64",
              "m68k",
              "tilegx",
              "cris",
              "arc",
              "arc-be",
              "nios2",
              "riscv32",
              "riscv64",
              "loongarch64"),
          "udev has its own names of architectures, such as x86-64, arm64 and ppc64-le");

  private static final Map<TokenKind, Domain> BY_KEY =
      Map.ofEntries(
          Map.entry(TokenKind.MATCH_ACTION, ACTION),
          Map.entry(TokenKind.MATCH_DEVPATH, DEVPATH),
          Map.entry(TokenKind.MATCH_KERNEL, KERNEL),
          Map.entry(TokenKind.MATCH_KERNELS, KERNEL),
          Map.entry(TokenKind.MATCH_SUBSYSTEM, BASE_NAME),
          Map.entry(TokenKind.MATCH_SUBSYSTEMS, BASE_NAME),
          Map.entry(TokenKind.MATCH_DRIVER, BASE_NAME),
          Map.entry(TokenKind.MATCH_DRIVERS, BASE_NAME),
          Map.entry(TokenKind.MATCH_SYMLINK, LINK),
          Map.entry(TokenKind.MATCH_TAG, TAG),
          Map.entry(TokenKind.MATCH_TAGS, TAG),
          Map.entry(TokenKind.MATCH_RESULT, RESULT));

  /** The values of a subject under a release. */
  static Domain of(Subject subject, UdevVersion version) {
    if (subject.isMany() && !version.atLeast(254)) {
      return ANYTHING; // this release checks neither tags nor links
    }
    if (subject.kind() == TokenKind.MATCH_CONST && subject.name().equals("arch")) {
      return ARCHITECTURE;
    }
    if (subject.kind() == TokenKind.MATCH_ENV && subject.name().equals("DEVNAME")) {
      return DEVICE_NODE;
    }
    if (subject.trimmed()) {
      return TRIMMED;
    }
    return BY_KEY.getOrDefault(subject.kind(), ANYTHING);
  }

  private static GlobLanguage texts(String... texts) {
    return GlobLanguage.texts(List.of(texts)).orElseThrow();
  }

  private static GlobLanguage globs(String... patterns) {
    return GlobLanguage.of(List.of(patterns), false).orElseThrow();
  }

  private static GlobLanguage without(GlobLanguage values, String pattern) {
    return values.minus(globs(pattern)).orElseThrow();
  }
}
