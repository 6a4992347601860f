package org.daxpolicy.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One finding. The headline is lower-case, has no full stop and quotes the user's words in
 * backticks; what to do about it stands in {@code help}, why it is so in {@code notes}.
 *
 * @param code which finding this is
 * @param severity how much it weighs here
 * @param headline one line
 * @param primary the place it speaks of; empty when no source is at fault
 * @param related further places, such as an earlier definition
 * @param notes why it is so
 * @param help what to do
 * @param edits changes that are certain to cure it
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String headline,
    Optional<Label> primary,
    List<Label> related,
    List<String> notes,
    List<String> help,
    List<Edit> edits) {

  /**
   * By file name, then offset, then code, then headline: the order in which findings are printed.
   */
  public static final Comparator<Diagnostic> ORDER = Diagnostic::compare;

  public Diagnostic {
    related = List.copyOf(related);
    notes = List.copyOf(notes);
    help = List.copyOf(help);
    edits = List.copyOf(edits);
  }

  /** A finding at a place, with the code's own severity. */
  public static Diagnostic at(Code code, SourceFile file, Span span, String headline) {
    return new Diagnostic(
        code,
        code.severity(),
        headline,
        Optional.of(new Label(file, span, "")),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** A finding at a place, with the code's own severity. */
  public static Diagnostic at(Code code, Place place, String headline) {
    return at(code, place.file(), place.span(), headline);
  }

  /** A finding that no source text is at fault for. */
  public static Diagnostic of(Code code, String headline) {
    return new Diagnostic(
        code,
        code.severity(),
        headline,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same with words beside the primary place. */
  public Diagnostic label(String text) {
    Optional<Label> labelled = primary.map(l -> new Label(l.file(), l.span(), text));
    return new Diagnostic(code, severity, headline, labelled, related, notes, help, edits);
  }

  /** The same with one more place. */
  public Diagnostic related(SourceFile file, Span span, String text) {
    return new Diagnostic(
        code,
        severity,
        headline,
        primary,
        plus(related, new Label(file, span, text)),
        notes,
        help,
        edits);
  }

  /** The same with one more place. */
  public Diagnostic related(Place place, String text) {
    return related(place.file(), place.span(), text);
  }

  /** The same with one more reason. */
  public Diagnostic note(String text) {
    return new Diagnostic(
        code, severity, headline, primary, related, plus(notes, text), help, edits);
  }

  /** The same with one more advice. */
  public Diagnostic help(String text) {
    return new Diagnostic(
        code, severity, headline, primary, related, notes, plus(help, text), edits);
  }

  /** The same with an edit that cures it. */
  public Diagnostic edit(SourceFile file, Span span, String replacement) {
    return new Diagnostic(
        code,
        severity,
        headline,
        primary,
        related,
        notes,
        help,
        plus(edits, new Edit(file, span, replacement)));
  }

  /** The same at another severity. */
  public Diagnostic as(Severity other) {
    return new Diagnostic(code, other, headline, primary, related, notes, help, edits);
  }

  private static int compare(Diagnostic one, Diagnostic other) {
    int order = one.fileName().compareTo(other.fileName());
    order = order != 0 ? order : Integer.compare(one.offset(), other.offset());
    order = order != 0 ? order : one.code.compareTo(other.code);
    return order != 0 ? order : one.headline.compareTo(other.headline);
  }

  private String fileName() {
    return primary.map(l -> l.file().name()).orElse("");
  }

  private int offset() {
    return primary.map(l -> l.span().start()).orElse(0);
  }

  private static <T> List<T> plus(List<T> list, T item) {
    List<T> longer = new ArrayList<>(list);
    longer.add(item);
    return longer;
  }
}
