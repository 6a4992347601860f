package org.daxpolicy.text;

/**
 * A place in a source file and what is to be said of it.
 *
 * @param file the file
 * @param span the place
 * @param text what to print beside it; may be empty
 */
public record Label(SourceFile file, Span span, String text) {}
