package io.dragoman.api.skill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the core must know of a skill without running it; shown as is in the console. The skill's
 * texts ({@code title}, {@code purpose}, and the keys of its slots) lie in its bundle as {@code
 * i18n/messages_zh_CN.properties} and {@code i18n/messages_en.properties}. Immutable.
 *
 * @param id lower case, digits and hyphens; the same as in {@link SkillId}
 * @param examples sentences, of either language, that should lead here
 * @param steps the slots of each step, in the order they are asked for
 * @param tools what language models and other programs may call
 * @param signIn whether the customer must be signed in to the shop (known by {@code customerId})
 */
public record SkillSpec(
        String id,
        List<String> examples,
        Map<String, List<Slot<?>>> steps,
        List<Tool<?>> tools,
        boolean signIn) {

    /** The step a dialogue begins with. */
    public static final String START = "start";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public SkillSpec {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "A skill's id is lower case letters, digits and hyphens, got '" + id + "'");
        }
        examples = List.copyOf(examples);
        steps = Map.copyOf(steps);
        tools = List.copyOf(tools);
    }

    /** Starts a spec. */
    public static Builder skill(String id) {
        return new Builder(id);
    }

    /** The slots of a step; none when the step is unknown. */
    public List<Slot<?>> slots(String step) {
        return steps.getOrDefault(step, List.of());
    }

    /** Collects a spec; not thread-safe. */
    public static final class Builder {
        private final String id;
        private final List<String> examples = new ArrayList<>();
        private final Map<String, List<Slot<?>>> steps = new LinkedHashMap<>();
        private final List<Tool<?>> tools = new ArrayList<>();
        private boolean signIn;

        private Builder(String id) {
            this.id = id;
            steps.put(START, List.of());
        }

        /** Sentences that should lead here; they feed the intent index. Chinese and English. */
        public Builder examples(String... sentences) {
            examples.addAll(List.of(sentences));
            return this;
        }

        /** The slots of the first step. */
        public Builder needs(Slot<?>... slots) {
            return step(START, slots);
        }

        /** A further step and its slots. */
        public Builder step(String name, Slot<?>... slots) {
            steps.put(name, List.of(slots));
            return this;
        }

        /** A tool. */
        public Builder tool(Tool<?> tool) {
            tools.add(tool);
            return this;
        }

        /** Only customers who are signed in to the shop can use this skill. */
        public Builder needsSignIn() {
            signIn = true;
            return this;
        }

        /** The finished spec. */
        public SkillSpec build() {
            return new SkillSpec(id, examples, steps, tools, signIn);
        }
    }
}
