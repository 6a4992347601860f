package org.daxpolicy.text;

import java.util.List;
import java.util.Optional;

/**
 * What a stage returns: its value, absent when there is none worth having, and its findings in the
 * order they were met. User mistakes never throw.
 *
 * @param value the value, possibly partial when there are errors
 * @param diagnostics the findings
 * @param <T> what the stage makes
 */
public record Result<T>(Optional<T> value, List<Diagnostic> diagnostics) {
  public Result {
    diagnostics = List.copyOf(diagnostics);
  }

  /** A value and its findings. */
  public static <T> Result<T> of(T value, List<Diagnostic> diagnostics) {
    return new Result<>(Optional.of(value), diagnostics);
  }

  /** Findings only. */
  public static <T> Result<T> failed(List<Diagnostic> diagnostics) {
    return new Result<>(Optional.empty(), diagnostics);
  }

  /** Whether a finding is an error. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }
}
