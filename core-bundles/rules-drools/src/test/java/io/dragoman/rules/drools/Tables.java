package io.dragoman.rules.drools;

/** Decision tables and phrases for tests. */
final class Tables {

    static final String PHRASES =
            """
            [condition][]客户消息包含"{words}"=Message( mentions("{words}") )
            [consequence][]回答"{answer}"=decide.say("{answer}");
            """;

    static final String SENTENCES =
            """
            package rules;
            import io.dragoman.api.rules.Fact.*;
            global io.dragoman.api.rules.Decide decide;
            rule "退货"
            when
              客户消息包含"退货|换货"
            then
              回答"七天内可以退换。"
            end
            """;

    private Tables() {}

    /** A fee table; its two last rows, 10 and 11, are given in parts. */
    static String fees(String answer, String secondTier, String secondSignedIn, String second) {
        return """
               "RuleSet","rules"
               "Import","io.dragoman.api.rules.Fact.Message, io.dragoman.api.rules.Fact.Customer"
               "Variables","io.dragoman.api.rules.Decide decide"
               "Notes","what it costs to ship"
               "RuleTable fees"
               "CONDITION","CONDITION","CONDITION","ACTION"
               "Message","Customer","Customer",""
               "mentions(""$param"\")","tier == ""$param"\"","signedIn == $param","decide.say(""$param"\");"
               "words","tier","signed in","answer"
               "运费","gold","true","%s"
               "运费","%s","%s","%s"
               """
                .formatted(answer, secondTier, secondSignedIn, second);
    }
}
