/**
 * Runs when the jar is built: class files are made such that a JVM can archive all a start loads.
 *
 * <p>Not shipped. A Java 17 JVM archives neither what {@code invokedynamic} binds, which here are
 * lambdas and the methods of records, nor class files older than Java 6, as picocli's are. Binding
 * and verifying them took half of a start.
 */
package org.daxpolicy.packaging;
