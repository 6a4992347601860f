lexer grammar DaxPolicyLexer;
POLICY : 'policy' ;
WHITE_SPACE : [ \t\r\n]+ -> channel(HIDDEN) ;
