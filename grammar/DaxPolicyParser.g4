parser grammar DaxPolicyParser;
options { tokenVocab = DaxPolicyLexer; }
policyFile : POLICY EOF ;
