/**
 * What policies and rules mean for every device there could be.
 *
 * <p>What a condition asks is a fact of a device ({@link org.daxpolicy.analysis.Fact}); all values
 * a fact can have are cut into the atoms that the patterns at hand tell apart ({@link
 * org.daxpolicy.analysis.Alphabet}); conditions are hash-consed decision diagrams over atoms
 * ({@link org.daxpolicy.analysis.Diagrams}). Two front ends make them: of a policy, after the
 * language's meaning, and of rules text, after udev's. Answers come with a device that shows them.
 *
 * <p>Writes no text for people. Imports {@code text}, {@code glob}, {@code udev}, {@code dax},
 * {@code machine}, {@code language}.
 */
@NullMarked
package org.daxpolicy.analysis;

import org.jspecify.annotations.NullMarked;
