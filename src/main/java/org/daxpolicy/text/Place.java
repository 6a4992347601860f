package org.daxpolicy.text;

/**
 * A place in a source: what keeps its file with it, because it may end up far from where it stands.
 *
 * @param file the file
 * @param span where in it
 */
public record Place(SourceFile file, Span span) {}
