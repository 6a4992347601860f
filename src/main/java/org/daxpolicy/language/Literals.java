package org.daxpolicy.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Span;

/** Binds literals to the type of the attribute they are compared with. */
final class Literals {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Findings findings;

  Literals(Findings findings) {
    this.findings = findings;
  }

  /** A number in base units for a numeric attribute, or a finding. */
  Optional<BigInteger> number(Attribute attribute, Span attributeSpan, Syntax.Value value) {
    if (value.kind() != Syntax.Value.Kind.NUMBER) {
      findings.add(mismatch(attribute, attributeSpan, value, kind(value)));
      return Optional.empty();
    }
    Optional<Quantity> quantity = Quantity.read(value.text(), value.span(), findings);
    if (quantity.isPresent() && !fits(attribute.type(), quantity.get())) {
      String measure = quantity.get().measure().phrase();
      findings.add(mismatch(attribute, attributeSpan, value, measure));
      return Optional.empty();
    }
    return quantity.map(Quantity::value);
  }

  private static boolean fits(Attribute.Type type, Quantity quantity) {
    Quantity.Measure measure = quantity.measure();
    return switch (type) {
      case SIZE ->
          measure == Quantity.Measure.SIZE
              || measure == Quantity.Measure.INTEGER && quantity.value().signum() >= 0;
      case INTEGER -> measure == Quantity.Measure.INTEGER;
      case ADDRESS -> measure == Quantity.Measure.ADDRESS;
      case BANDWIDTH -> measure == Quantity.Measure.BANDWIDTH;
      case LATENCY -> measure == Quantity.Measure.LATENCY;
      case STRING, UUID, ENUM, BOOLEAN -> false;
    };
  }

  /** The text sysfs prints for a value of a non-numeric attribute, or a finding. */
  Optional<String> text(Attribute attribute, Span attributeSpan, Syntax.Value value) {
    return switch (attribute.type()) {
      case ENUM, BOOLEAN -> word(attribute, attributeSpan, value);
      case UUID -> uuid(attribute, attributeSpan, value);
      default -> string(attribute, attributeSpan, value);
    };
  }

  private Optional<String> word(Attribute attribute, Span attributeSpan, Syntax.Value value) {
    List<String> words = new ArrayList<>(attribute.words().keySet());
    if (value.kind() == Syntax.Value.Kind.WORD && words.contains(value.text())) {
      return Optional.ofNullable(attribute.words().get(value.text()));
    }
    if (value.kind() == Syntax.Value.Kind.NUMBER) {
      findings.add(mismatch(attribute, attributeSpan, value, kind(value)));
      return Optional.empty();
    }
    if (words.contains(value.text())) {
      findings.add(
          mismatch(attribute, attributeSpan, value, "a text")
              .help("write it without quotes")
              .edit(findings.file(), value.span(), value.text()));
      return Optional.empty();
    }
    Diagnostic unknown =
        findings
            .at(
                Code.UNKNOWN_WORD,
                value.span(),
                "`" + attribute.name() + "` is never `" + value.text() + "`")
            .note(
                "its values are " + Expected.list(words.stream().map(w -> "`" + w + "`").toList()));
    findings.add(findings.suggest(unknown, value.span(), value.text(), words));
    return Optional.empty();
  }

  private Optional<String> uuid(Attribute attribute, Span attributeSpan, Syntax.Value value) {
    if (value.kind() != Syntax.Value.Kind.TEXT) {
      findings.add(quoted(mismatch(attribute, attributeSpan, value, kind(value)), value));
      return Optional.empty();
    }
    String uuid = value.text().toLowerCase(Locale.ROOT);
    if (!UUID.matcher(uuid).matches()) {
      findings.add(
          findings
              .at(Code.MALFORMED_UUID, value.span(), "`" + value.text() + "` is no uuid")
              .help("a uuid looks like `\"6f1c3a52-0d1e-4b7c-9a55-2f0e8c1d7b90\"`"));
      return Optional.empty();
    }
    return Optional.of(uuid);
  }

  private Optional<String> string(Attribute attribute, Span attributeSpan, Syntax.Value value) {
    if (value.kind() != Syntax.Value.Kind.TEXT) {
      findings.add(quoted(mismatch(attribute, attributeSpan, value, kind(value)), value));
      return Optional.empty();
    }
    if (value.text().isEmpty()) {
      findings.add(
          findings
              .at(Code.EMPTY_TEXT, value.span(), "an attribute is never an empty text")
              .help("an empty one counts as absent: `not present(" + attribute.name() + ")`"));
      return Optional.empty();
    }
    return findings.checkText(value.text(), value.span(), "a value", false)
        ? Optional.of(value.text())
        : Optional.empty();
  }

  private Diagnostic quoted(Diagnostic finding, Syntax.Value value) {
    return finding
        .help("texts stand in quotes: `\"" + value.text() + "\"`")
        .edit(findings.file(), value.span(), "\"" + value.text() + "\"");
  }

  private Diagnostic mismatch(
      Attribute attribute, Span attributeSpan, Syntax.Value value, String measure) {
    String type = withArticle(attribute.type());
    String written = findings.file().text(value.span());
    String shown = written.length() > 40 ? written.substring(0, 39) + "…" : written;
    Diagnostic finding =
        findings
            .at(
                Code.TYPE_MISMATCH,
                value.span(),
                "`" + attribute.name() + "` is " + type + ", `" + shown + "` is " + measure)
            .label("this is " + measure)
            .related(findings.file(), attributeSpan, "this is " + type);
    return attribute.example().isEmpty()
        ? finding
        : finding.help("a value looks like `" + attribute.example() + "`");
  }

  private static String kind(Syntax.Value value) {
    return switch (value.kind()) {
      case TEXT -> "a text";
      case WORD -> "a word";
      case NUMBER -> "a number";
    };
  }

  /** {@code an address}, {@code a size}. */
  static String withArticle(Attribute.Type type) {
    String word = type == Attribute.Type.STRING ? "text" : type.word();
    return ("aio".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
  }
}
