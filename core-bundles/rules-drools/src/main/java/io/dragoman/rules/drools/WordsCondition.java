package io.dragoman.rules.drools;

import io.dragoman.api.rules.Fact;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.regex.Matcher;
import org.drools.base.base.ValueResolver;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.Declaration;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.drools.base.rule.constraint.AlphaNodeFieldConstraint;
import org.drools.base.rule.constraint.Constraint;
import org.drools.mvel.MVELConstraint;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The condition {@code mentions("退款|refund*")} or its contrary. Drools would make a class of each,
 * and with a thousand of them a decision is spent on calling a thousand classes; this one is the
 * same for all. Immutable, thread-safe.
 */
final class WordsCondition implements AlphaNodeFieldConstraint {

    /** No escapes, so that the words are what stands between the quotes. */
    private static final java.util.regex.Pattern MENTIONS =
            java.util.regex.Pattern.compile(
                    "\\s*(!?)\\s*(?:this\\.)?mentions\\(\\s*\"([^\"\\\\]*)\"\\s*\\)\\s*");

    private String words;
    private boolean wanted;

    /** For Drools, which may copy a condition through a stream. */
    public WordsCondition() {
        this("", false);
    }

    private WordsCondition(String words, boolean wanted) {
        this.words = words.intern();
        this.wanted = wanted;
    }

    /** Holds when the words are mentioned, or when they are not. */
    static WordsCondition of(String words, boolean wanted) {
        return new WordsCondition(words, wanted);
    }

    /** Changes the rules of a package that is compiled and not yet in use. */
    static void lookUp(KiePackage rules) {
        for (Rule rule : rules.getRules()) {
            if (rule instanceof RuleImpl compiled && compiled.getLhs() != null) {
                lookUp(compiled.getLhs());
            }
        }
    }

    private static void lookUp(RuleConditionElement element) {
        if (element instanceof Pattern pattern
                && Fact.Message.class.getName().equals(pattern.getObjectType().getClassName())) {
            pattern.getConstraints().replaceAll(WordsCondition::of);
        }
        element.getNestedElements().forEach(WordsCondition::lookUp);
    }

    private static Constraint of(Constraint constraint) {
        if (constraint instanceof MVELConstraint condition
                && condition.getRequiredDeclarations().length == 0) {
            Matcher found = MENTIONS.matcher(condition.getExpression());
            if (found.matches()) {
                return new WordsCondition(found.group(2), found.group(1).isEmpty());
            }
        }
        return constraint;
    }

    @Override
    public boolean isAllowed(FactHandle fact, ValueResolver values) {
        return ((Fact.Message) fact.getObject()).mentions(words) == wanted;
    }

    @Override
    public ConstraintType getType() {
        return ConstraintType.ALPHA;
    }

    @Override
    public Declaration[] getRequiredDeclarations() {
        return new Declaration[0];
    }

    @Override
    public void replaceDeclaration(Declaration before, Declaration after) {
        // There is none.
    }

    @Override
    public boolean isTemporal() {
        return false;
    }

    @Override
    public WordsCondition cloneIfInUse() {
        return this;
    }

    /** As it never changes, itself. */
    @Override
    public WordsCondition clone() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordsCondition same
                && wanted == same.wanted
                && words.equals(same.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode() + (wanted ? 1 : 0);
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeObject(words);
        out.writeBoolean(wanted);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
        words = ((String) in.readObject()).intern();
        wanted = in.readBoolean();
    }

    @Override
    public String toString() {
        return (wanted ? "" : "!") + "mentions(\"" + words + "\")";
    }
}
