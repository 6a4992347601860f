package org.daxpolicy.lift;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;
import org.daxpolicy.udev.Token;

/**
 * What is lifted as one: a line of rules, or a section of daxctl's configuration.
 *
 * @param file where it stands, as people see it
 * @param number its 1-based line number there
 * @param span where it stands
 * @param tokens the terms of a line of rules
 * @param jump where its GOTO leads among all lines; -1 without
 * @param assignments what it makes of the device and its node
 * @param properties its assignments to properties that are only kept for later lines
 * @param refusal why it cannot be lifted whatever it matches
 */
record Line(
    SourceFile file,
    int number,
    Span span,
    List<Token> tokens,
    int jump,
    List<Doing.Assignment> assignments,
    List<Token> properties,
    Optional<Refusal> refusal) {
  /** {@code file:line}, as comments and findings name it. */
  String place() {
    return fileName() + ":" + number;
  }

  /** The file's name without its directory. */
  String fileName() {
    return file.name().substring(file.name().lastIndexOf('/') + 1);
  }

  /** Whether it does nothing by itself but lead elsewhere, or be led to. */
  boolean isFlow() {
    return tokens.stream().allMatch(t -> t.kind().isMatch());
  }

  /** Whether it makes nothing of devices that anybody would see. */
  boolean isSilent() {
    return isFlow() || assignments.isEmpty() && refusal.isEmpty();
  }
}
