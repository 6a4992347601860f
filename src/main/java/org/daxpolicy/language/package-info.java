/**
 * {@code .daxpolicy} and {@code .daxtest}: ANTLR parse, abstract syntax as records with spans,
 * binder, bound {@link org.daxpolicy.language.Policy}; and what a policy means, as a function on
 * attribute values.
 *
 * <p>Generates no code. Imports {@code text}, {@code glob}, {@code dax}.
 */
@NullMarked
package org.daxpolicy.language;

import org.jspecify.annotations.NullMarked;
