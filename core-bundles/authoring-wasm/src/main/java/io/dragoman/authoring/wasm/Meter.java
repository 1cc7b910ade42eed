package io.dragoman.authoring.wasm;

import com.dylibso.chicory.runtime.ExecutionListener;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;

/**
 * Counts what a module's instructions cost and ends the call when there is no more fuel, no more
 * time, or too much on the stack. Asked before every instruction. Used for one call.
 */
final class Meter implements ExecutionListener {

    private static final int BYTES_FOR_ONE = 16;
    private static final int COST_OF_A_CALL = 20;
    private static final int COST_OF_GROWING = 10_000;
    private static final int LOOK_AT_THE_CLOCK = 1_023;

    private final Limits limits;
    private final long end;
    private long fuel;
    private int count;

    Meter(Limits limits) {
        this.limits = limits;
        this.fuel = limits.fuel();
        this.end = System.nanoTime() + limits.time().toNanos();
    }

    @Override
    public void onExecution(Instruction instruction, MStack stack) {
        fuel -= cost(instruction.opcode(), stack);
        if (fuel < 0) {
            throw new GuestException("it used more than " + limits.fuel() + " instructions");
        }
        if (stack.size() > Limits.STACK) {
            throw new GuestException("it has more than " + Limits.STACK + " values on its stack");
        }
        if ((++count & LOOK_AT_THE_CLOCK) == 0) {
            lookAtTheClock();
        }
    }

    private void lookAtTheClock() {
        if (System.nanoTime() - end > 0) {
            throw new GuestException("it ran longer than " + limits.time().toMillis() + " ms");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new GuestException("it was told to stop");
        }
    }

    private static long cost(OpCode instruction, MStack stack) {
        return switch (instruction) {
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT, TABLE_FILL, TABLE_COPY, TABLE_INIT ->
                    1 + (stack.peek() & 0xffffffffL) / BYTES_FOR_ONE;
            case MEMORY_GROW -> COST_OF_GROWING;
            case CALL, CALL_INDIRECT, RETURN_CALL, RETURN_CALL_INDIRECT -> COST_OF_A_CALL;
            default -> 1;
        };
    }
}
