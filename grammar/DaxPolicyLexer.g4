/*
 * Words of .daxpolicy and .daxtest files. The lexer accepts every input: what is no word of the
 * language becomes UNCLOSED or OTHER and is reported by the parser, so that reading goes on.
 */
lexer grammar DaxPolicyLexer;

// ---- statements and clauses; all of these may also name attributes and lets (rule `word`)
POLICY     : 'policy' ;
VERSION    : 'version' ;
OWNER      : 'owner' ;
IMPORT     : 'import' ;
TARGET     : 'target' ;
KERNEL     : 'kernel' ;
SYSTEMD    : 'systemd' ;
DAXCTL     : 'daxctl' ;
PROTECT    : 'protect' ;
NODES      : 'nodes' ;
LET        : 'let' ;
RULE       : 'rule' ;
WHEN       : 'when' ;
OTHERWISE  : 'otherwise' ;
MODE       : 'mode' ;
ONLINE     : 'online' ;
KEEP       : 'keep' ;
NODE       : 'node' ;
GROUP      : 'group' ;
SYMLINK    : 'symlink' ;
TAG        : 'tag' ;
SECLABEL   : 'seclabel' ;
BUSY       : 'busy' ;
RETRY      : 'retry' ;
EVERY      : 'every' ;
BECAUSE    : 'because' ;
TICKET     : 'ticket' ;
EXPIRES    : 'expires' ;
PARTITION  : 'partition' ;
ALIGN      : 'align' ;
SIZE       : 'size' ;
MEMORY     : 'memory' ;
WEIGHTS    : 'weights' ;
DEMOTION   : 'demotion' ;
REST       : 'rest' ;

// ---- test files
TEST       : 'test' ;
MACHINE    : 'machine' ;
GIVEN      : 'given' ;
AUTO_ONLINE: 'auto-online' ;
CMDLINE    : 'cmdline' ;
KMEM       : 'kmem' ;
REGION_IDLE: 'region-idle' ;
EXPECT     : 'expect' ;
ALL        : 'all' ;
WHERE      : 'where' ;
NO         : 'no' ;
WARNINGS   : 'warnings' ;
ERRORS     : 'errors' ;
ZONE       : 'zone' ;

// ---- reserved: these never name anything
AND        : 'and' ;
OR         : 'or' ;
NOT        : 'not' ;
IN         : 'in' ;
MATCHES    : 'matches' ;
PRESENT    : 'present' ;
TRUE       : 'true' ;
FALSE      : 'false' ;

EQ         : '==' ;
NE         : '!=' ;
LE         : '<=' ;
GE         : '>=' ;
LT         : '<' ;
GT         : '>' ;
ASSIGN     : '=' ;
LBRACE     : '{' ;
RBRACE     : '}' ;
LPAREN     : '(' ;
RPAREN     : ')' ;
COMMA      : ',' ;
DOTDOT     : '..' ;

// 64GiB  300GB/s  0x1_0000  6.12.107+deb13-cloud-amd64  2027-06-30  -1: told apart when bound
NUMBER     : '-'? [0-9] [0-9A-Za-z_]* ([.+-] [0-9A-Za-z_]+)* ('/' [A-Za-z]+)? ;
NAME       : [A-Za-z_] [A-Za-z0-9_]* ([.-] [A-Za-z0-9_]+)* ;

STRING     : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '"' ;
UNCLOSED   : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '\\'? ;

COMMENT    : '#' ~[\r\n]* -> channel(HIDDEN) ;
WHITE_SPACE: [ \t\r\n\uFEFF]+ -> skip ;

// a run of anything else is one word, so that garbage is one finding
OTHER      : ~[ \t\r\n\uFEFFA-Za-z0-9_"#{}()=<>,.-]+ | . ;
