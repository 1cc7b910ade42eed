package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import java.util.List;

/** Why a rule file may not hold something. */
final class FenceWords {

    static final Reason NO_QUERIES =
            Reason.of(
                    "rule-query",
                    "A query is out of bounds; write its conditions into the rules that need them");
    static final Reason ONE_DIALECT =
            Reason.of("rule-dialect", "Rules speak the dialect \"java\" and no other");
    static final Reason THREE_QUOTES =
            Reason.of("rule-three-quotes", "Text in three quotes is not understood in rules");
    static final Reason ESCAPE =
            Reason.of("rule-escape", "Write the character itself instead of a number after \\u");
    static final Reason BACKSLASH =
            Reason.of("rule-backslash", "A \\ has no meaning outside of texts");

    private FenceWords() {}

    static Reason ownPackage(String name) {
        return Reason.of(
                "rule-package",
                "A rule file may not place itself in the package {name}; use a name of your own",
                "name",
                name);
    }

    /** Of what Drools gives to a right-hand side only some may be used. */
    static Reason handle(String what, List<String> known) {
        return Reason.of(
                "rule-handle",
                "Out of bounds: {what}; of drools there are {known}",
                "what",
                what,
                "known",
                known);
    }

    static Reason member(String what) {
        return Reason.of(
                "rule-member", "Out of bounds: {what}; it leads out of the rules", "what", what);
    }

    static Reason outOfBounds(String what) {
        return Reason.of(
                "rule-out-of-bounds",
                "Out of bounds: {what}; " + Fence.ALLOWED_WORDS,
                "what",
                what);
    }
}
