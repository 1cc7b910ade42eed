package io.dragoman.skill.orderservice;

import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Tool;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Calls a tool of a skill by name, with arguments as a program gives them. */
final class Tools {

    private Tools() {}

    static Tool.Result call(
            Skill skill, String name, Map<String, Object> arguments, Tool.Caller caller) {
        var tool =
                skill.spec().tools().stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return call(tool, arguments, caller);
    }

    private static <A extends Record> Tool.Result call(
            Tool<A> tool, Map<String, Object> arguments, Tool.Caller caller) {
        var components = tool.arguments().getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        var values =
                Arrays.stream(components)
                        .map(c -> arguments.getOrDefault(c.getName(), Optional.empty()))
                        .toArray();
        try {
            var constructor = tool.arguments().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return tool.call().apply(constructor.newInstance(values), caller);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
