package io.dragoman.rules.drools;

import java.util.Iterator;
import org.drools.base.base.ValueResolver;
import org.drools.base.definitions.InternalKnowledgePackage;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Declaration;
import org.drools.base.rule.From;
import org.drools.base.rule.RuleConditionElement;
import org.drools.base.rule.accessor.DataProvider;
import org.drools.mvel.MVELDialectRuntimeData;
import org.drools.mvel.expr.MVELCompileable;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;

/**
 * What a {@code from} in a condition brings, looked at one after the other: a list without an end
 * must not be gone through for ever. Thread-safe as far as the {@code from} it stands before is.
 */
final class FromGuard implements DataProvider, MVELCompileable {

    private static final long serialVersionUID = 1L;

    private final DataProvider from;
    private final String rule;

    private FromGuard(DataProvider from, String rule) {
        this.from = from;
        this.rule = rule;
    }

    /** Changes the conditions of a package that is compiled and not yet in use. */
    static void guard(KiePackage rules) {
        var registry = ((InternalKnowledgePackage) rules).getDialectRuntimeRegistry();
        if (registry.getDialectData("mvel") instanceof MVELDialectRuntimeData conditions) {
            for (Rule rule : rules.getRules()) {
                if (rule instanceof RuleImpl compiled && compiled.getLhs() != null) {
                    guard(compiled.getLhs(), rule.getName(), conditions);
                }
            }
        }
    }

    /**
     * Drools joins each {@code from} with its code later; the last that was named for it counts.
     */
    private static void guard(
            RuleConditionElement element, String rule, MVELDialectRuntimeData conditions) {
        if (element instanceof From from
                && from.getDataProvider() instanceof MVELCompileable code
                && !(code instanceof FromGuard)) {
            conditions.addCompileable(from, new FromGuard(from.getDataProvider(), rule));
        }
        element.getNestedElements().forEach(inner -> guard(inner, rule, conditions));
    }

    @Override
    public void compile(MVELDialectRuntimeData data) {
        ((MVELCompileable) from).compile(data);
    }

    @Override
    public void compile(MVELDialectRuntimeData data, RuleImpl of) {
        ((MVELCompileable) from).compile(data, of);
    }

    @Override
    public Iterator<?> getResults(BaseTuple tuple, ValueResolver values, Object context) {
        Iterator<?> results = from.getResults(tuple, values, context);
        return new Iterator<Object>() {
            @Override
            public boolean hasNext() {
                Patience.check(rule);
                return results.hasNext();
            }

            @Override
            public Object next() {
                return results.next();
            }
        };
    }

    @Override
    public Declaration[] getRequiredDeclarations() {
        return from.getRequiredDeclarations();
    }

    @Override
    public Object createContext() {
        return from.createContext();
    }

    @Override
    public DataProvider clone() {
        return new FromGuard(from.clone(), rule);
    }

    @Override
    public void replaceDeclaration(Declaration declaration, Declaration resolved) {
        from.replaceDeclaration(declaration, resolved);
    }

    @Override
    public boolean isReactive() {
        return from.isReactive();
    }

    /** Drools finds a {@code from} again by its code. */
    @Override
    public boolean equals(Object other) {
        return from.equals(other instanceof FromGuard guard ? guard.from : other);
    }

    @Override
    public int hashCode() {
        return from.hashCode();
    }
}
