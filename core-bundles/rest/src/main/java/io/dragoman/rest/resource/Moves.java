package io.dragoman.rest.resource;

import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.handoff.DeskActions.Result.Done;
import io.dragoman.handoff.DeskActions.Result.Missing;
import io.dragoman.handoff.DeskActions.Result.Refused;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;

/** How moves of the desk end, for callers. */
final class Moves {

    private Moves() {}

    /** What was done, or the refusal. */
    static Done done(Result result) {
        return switch (result) {
            case Done done -> done;
            case Refused refused ->
                    throw Problem.refused(
                            Fault.of(refused.code()).map(Fault::status).orElse(409),
                            refused.code(),
                            refused.reason());
            case Missing missing -> throw Problem.of(Fault.NO_SUCH_CONVERSATION);
        };
    }
}
