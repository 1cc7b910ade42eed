package io.dragoman.dialogue;

import io.dragoman.api.skill.Tool;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A wish to call a tool, from whichever side it comes. Immutable.
 *
 * @param face from which side
 * @param by who calls, for limits and the audit log, for example {@code user/agent1}, {@code
 *     token/erp} or {@code conversation/01J…}
 * @param tool its name
 * @param skill whose tool it has to be; empty for whoever has it
 * @param arguments as a JSON tree
 * @param consented whether whoever is entitled to it has agreed to a change
 * @param perMinute calls that this caller may make in a minute; empty for the usual number
 */
public record ToolCall(
        Face face,
        String by,
        String tool,
        Optional<String> skill,
        Map<String, Object> arguments,
        Tool.Caller caller,
        boolean consented,
        Optional<Integer> perMinute) {

    public ToolCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** The sides from which tools are called. */
    public enum Face {
        /** A skill's own dialogue proposed it and the customer agreed. */
        DIALOGUE,
        /** A business rule. */
        RULE,
        /** A language model. */
        MODEL,
        /** Another agent, over the Model Context Protocol. */
        MCP,
        /** A program or the console, over REST. */
        REST
    }

    /** A call for which nobody has agreed to anything yet, at the usual pace. */
    public static ToolCall of(
            Face face, String by, String tool, Map<String, Object> arguments, Tool.Caller caller) {
        return new ToolCall(
                face, by, tool, Optional.empty(), arguments, caller, false, Optional.empty());
    }

    /** Whether a program makes it, which may send it again when it hears no answer. */
    public boolean isByProgram() {
        return face == Face.MCP || face == Face.REST;
    }

    /** The same call, agreed to or not. */
    public ToolCall consented(boolean agreed) {
        return new ToolCall(face, by, tool, skill, arguments, caller, agreed, perMinute);
    }

    /** The same call of a certain skill's tool. */
    public ToolCall ofSkill(String id) {
        return new ToolCall(
                face, by, tool, Optional.of(id), arguments, caller, consented, perMinute);
    }

    /** The same call at the pace of its caller. */
    public ToolCall at(Optional<Integer> callsPerMinute) {
        return new ToolCall(face, by, tool, skill, arguments, caller, consented, callsPerMinute);
    }
}
