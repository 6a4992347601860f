package org.daxpolicy.text;

/**
 * A change to a source that would cure a finding.
 *
 * @param file the file to change
 * @param span what to replace; empty to insert
 * @param replacement the new text
 */
public record Edit(SourceFile file, Span span, String replacement) {}
