package org.daxpolicy.language;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.text.Place;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * A bound policy: what a {@code .daxpolicy} file and its imports mean. Rules are tried in order;
 * the first whose condition holds decides; {@code otherwise} decides the rest.
 *
 * @param name from {@code policy "name"}
 * @param version {@code version "…"}
 * @param owner {@code owner "…"}
 * @param target the hosts it must be right on
 * @param rules in the order they are tried
 * @param otherwise the last word; its name is {@code otherwise}, its condition true
 * @param place the words {@code policy "name"}
 * @param files every file read, the main one first, imports in textual order
 */
public record Policy(
    String name,
    Optional<String> version,
    Optional<String> owner,
    Target target,
    List<Rule> rules,
    Rule otherwise,
    Place place,
    List<SourceFile> files) {
  public Policy {
    rules = List.copyOf(rules);
    files = List.copyOf(files);
  }

  /**
   * One rule.
   *
   * @param name as written
   * @param condition when it applies
   * @param outcome what it makes of the device
   * @param busy what happens when memory cannot be taken back
   * @param reasons why it stands
   * @param file where it stands
   * @param nameSpan its name
   * @param span all of it
   */
  public record Rule(
      String name,
      Condition condition,
      Outcome outcome,
      Busy busy,
      Reasons reasons,
      SourceFile file,
      Span nameSpan,
      Span span) {
    /** Its name, where findings about the whole rule point. */
    public Place place() {
      return new Place(file, nameSpan);
    }
  }
}
