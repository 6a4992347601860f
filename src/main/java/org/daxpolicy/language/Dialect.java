package org.daxpolicy.language;

import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.daxpolicy.language.parser.DaxPolicyLexer;
import org.daxpolicy.language.parser.DaxPolicyParser;

/** The two languages that share words and conditions. */
enum Dialect {
  /** {@code .daxpolicy}. */
  POLICY(
      Set.of(
          DaxPolicyLexer.POLICY,
          DaxPolicyLexer.IMPORT,
          DaxPolicyLexer.TARGET,
          DaxPolicyLexer.LET,
          DaxPolicyLexer.RULE,
          DaxPolicyLexer.OTHERWISE)) {
    @Override
    ParserRuleContext parse(DaxPolicyParser parser) {
      return parser.policyStatement();
    }
  },
  /** {@code .daxtest}. */
  TEST(Set.of(DaxPolicyLexer.POLICY, DaxPolicyLexer.TEST)) {
    @Override
    ParserRuleContext parse(DaxPolicyParser parser) {
      return parser.testStatement();
    }
  };

  private final Set<Integer> keywords;

  Dialect(Set<Integer> keywords) {
    this.keywords = keywords;
  }

  /** Parses one statement. */
  abstract ParserRuleContext parse(DaxPolicyParser parser);

  /** Whether a token is a keyword that statements begin with. */
  boolean begins(Token token) {
    return keywords.contains(token.getType());
  }

  /** The keywords that statements begin with. */
  Set<Integer> keywords() {
    return keywords;
  }

  /** Whether the token behind a statement's keyword shows that it is not used as a name. */
  boolean confirms(Token keyword, Token following) {
    int next = following.getType();
    return switch (keyword.getType()) {
      case DaxPolicyLexer.TARGET -> next == DaxPolicyLexer.LBRACE;
      case DaxPolicyLexer.LET -> next == DaxPolicyLexer.NAME;
      case DaxPolicyLexer.OTHERWISE ->
          next == Token.EOF
              || next == DaxPolicyLexer.KEEP
              || next == DaxPolicyLexer.MODE
              || next == DaxPolicyLexer.LBRACE;
      default -> next == DaxPolicyLexer.STRING || next == DaxPolicyLexer.UNCLOSED;
    };
  }
}
