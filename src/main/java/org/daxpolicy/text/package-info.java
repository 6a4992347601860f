/**
 * Source text and findings: the one currency of every stage.
 *
 * <p>A {@link org.daxpolicy.text.Span} is two offsets into a {@link org.daxpolicy.text.SourceFile};
 * a {@link org.daxpolicy.text.Diagnostic} carries a {@link org.daxpolicy.text.Code}, spans and
 * words. Rendering lives in {@code report}. Imports no other package of the project.
 */
@NullMarked
package org.daxpolicy.text;

import org.jspecify.annotations.NullMarked;
