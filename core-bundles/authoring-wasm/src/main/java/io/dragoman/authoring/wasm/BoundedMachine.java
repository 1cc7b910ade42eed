package io.dragoman.authoring.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.Deque;

/**
 * The interpreter with a limit of its own on functions within functions. It calls itself for each,
 * and a thread that runs out of stack in the middle of somebody else's code leaves that code
 * broken.
 */
final class BoundedMachine extends InterpreterMachine {

    BoundedMachine(Instance instance) {
        super(instance);
    }

    @Override
    protected long[] call(
            MStack stack,
            Instance instance,
            Deque<StackFrame> callStack,
            int function,
            long[] arguments,
            FunctionType type,
            boolean popResults) {
        if (callStack.size() >= Limits.CALLS) {
            throw new GuestException(
                    "it calls more than " + Limits.CALLS + " functions within each other");
        }
        return super.call(stack, instance, callStack, function, arguments, type, popResults);
    }
}
