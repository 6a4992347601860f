/*
 * Policies and tests, statement by statement: files are cut into statements first, and each is
 * parsed for itself, so that a mistake in one leaves the others alone and a file of 100,000 rules
 * needs the memory of one. Every decision looks at one token. Nothing but parentheses and braces
 * nests, and their depth is limited before parsing.
 */
parser grammar DaxPolicyParser;

options { tokenVocab = DaxPolicyLexer; }

// ---- policies

policyStatement
    : ( header | importStatement | target | let | policyRule | otherwise ) EOF
    ;

header          : POLICY name=STRING headerEntry* ;
headerEntry     : key=( VERSION | OWNER ) STRING ;
importStatement : IMPORT STRING ;

target          : TARGET LBRACE targetEntry* RBRACE ;
targetEntry
    : key=( KERNEL | SYSTEMD | DAXCTL ) versions
    | key=PROTECT NAME
    | key=NODES low=NUMBER ( DOTDOT high=NUMBER )?
    ;
versions        : GE low=NUMBER | low=NUMBER ( DOTDOT high=NUMBER )? ;

let             : LET word ASSIGN condition ;

policyRule      : RULE name=STRING WHEN condition block ;
otherwise       : OTHERWISE ( block | clause+ ) ;
block           : LBRACE clause* RBRACE ;

clause
    : KEEP                                              # keepClause
    | MODE NAME onlineBlock?                            # modeClause
    | NODE LBRACE nodeEntry* RBRACE                     # nodeClause
    | WHEN BUSY LBRACE ( KEEP | RETRY tries=NUMBER EVERY pause=NUMBER ) RBRACE # busyClause
    | BECAUSE STRING                                    # becauseClause
    | TICKET STRING                                     # ticketClause
    | EXPIRES NUMBER                                    # expiresClause
    | MEMORY LBRACE memoryEntry+ RBRACE                 # memoryClause
    | PARTITION LBRACE part* RBRACE                     # partitionClause
    | shape                                             # shapeClause
    ;
shape           : key=( ALIGN | SIZE ) NUMBER ;
part            : share=( NUMBER | REST ) NAME partBlock? ;
partBlock       : LBRACE partEntry* RBRACE ;
partEntry
    : ONLINE type=( NAME | KERNEL )                     # partOnline
    | NODE LBRACE nodeEntry* RBRACE                     # partNode
    | BECAUSE STRING                                    # partBecause
    | key=ALIGN NUMBER                                  # partAlign
    ;
onlineBlock     : LBRACE ONLINE type=( NAME | KERNEL ) RBRACE ;
memoryEntry
    : key=WEIGHTS ( NAME | NUMBER )
    | key=DEMOTION NAME
    ;
nodeEntry
    : key=( OWNER | GROUP ) ( STRING | NUMBER )
    | key=MODE NUMBER
    | key=( SYMLINK | TAG ) STRING
    | key=SECLABEL NAME STRING
    ;

// ---- conditions

condition       : conjunction ( OR conjunction )* ;
conjunction     : negation ( AND negation )* ;
negation        : NOT* primary ;
primary
    : LPAREN condition RPAREN                           # grouped
    | truth=( TRUE | FALSE )                            # constant
    | PRESENT LPAREN word RPAREN                        # presence
    | word test?                                        # tested
    ;
test
    : operator=( EQ | NE | LT | LE | GT | GE ) value    # comparison
    | IN ( set | value DOTDOT value )                   # membership
    | MATCHES value                                     # globbing
    ;
set             : LBRACE ( member ( COMMA member )* COMMA? )? RBRACE ;
member          : value ( DOTDOT value )? ;
value           : STRING | NUMBER | word | TRUE | FALSE ;

// ---- tests

testStatement   : ( testedPolicy | testCase ) EOF ;
testedPolicy    : POLICY STRING ;
testCase        : TEST name=STRING LBRACE testEntry* RBRACE ;
testEntry
    : MACHINE STRING                                    # machineEntry
    | GIVEN LBRACE givenEntry* RBRACE                   # givenBlock
    | EXPECT expectation                                # expectEntry
    ;
givenEntry
    : key=( KERNEL | SYSTEMD | DAXCTL ) NUMBER
    | key=( AUTO_ONLINE | KMEM | REGION_IDLE ) givenWord
    | key=CMDLINE STRING
    ;
givenWord       : NAME | ONLINE | TRUE | FALSE | NUMBER ;
expectation
    : NO what=( WARNINGS | ERRORS )                     # nothingReported
    | ALL ( WHERE condition )? claims                   # everyDevice
    | NAME claims                                       # oneDevice
    ;
claims          : LBRACE claim* RBRACE ;
claim
    : key=( RULE | SYMLINK ) STRING
    | key=( OWNER | GROUP ) ( STRING | NUMBER )
    | key=MODE ( NAME | NUMBER )
    | key=ZONE NAME
    | key=ONLINE ( ALL | NAME | NUMBER )
    | key=WEIGHTS NUMBER
    | key=DEMOTION NAME
    | key=( ALIGN | SIZE ) NUMBER
    ;

// ---- names: everything but the reserved words

word
    : NAME
    | POLICY | VERSION | OWNER | IMPORT | TARGET | KERNEL | SYSTEMD | DAXCTL | PROTECT | NODES
    | LET | RULE | WHEN | OTHERWISE | MODE | ONLINE | KEEP | NODE | GROUP | SYMLINK | TAG
    | SECLABEL | BUSY | RETRY | EVERY | BECAUSE | TICKET | EXPIRES | PARTITION | ALIGN | SIZE
    | MEMORY | WEIGHTS | DEMOTION | REST | TEST | MACHINE | GIVEN | AUTO_ONLINE | CMDLINE | KMEM | REGION_IDLE | EXPECT | ALL
    | WHERE | NO | WARNINGS | ERRORS | ZONE
    ;
