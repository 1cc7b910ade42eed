package io.dragoman.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;

/** Runs in a JVM with the agent; every sentence holds on JDK 21 as on later ones. */
@SuppressWarnings("removal")
class SubjectAgentIT {
    private final Subject operator = new Subject();

    @Test
    void findsTheSubjectByTheOldMethod() {
        assertThat(doAs(operator, SubjectAgentIT::subject)).isSameAs(operator);
    }

    @Test
    void passesTheSubjectToNewThreads() {
        assertThat(doAs(operator, SubjectAgentIT::subjectOfNewThread)).isSameAs(operator);
    }

    @Test
    void knowsNobodyAfterwards() {
        doAs(operator, SubjectAgentIT::subject);

        assertThat(subject()).isNull();
    }

    @Test
    void comesBackToTheOuterSubject() {
        var inner = new Subject();

        Subject afterwards =
                doAs(
                        operator,
                        () -> {
                            doAs(inner, SubjectAgentIT::subject);
                            return subject();
                        });

        assertThat(afterwards).isSameAs(operator);
    }

    @Test
    void wrapsWhatAnActionThrows() {
        assertThatThrownBy(
                        () ->
                                Subject.callAs(
                                        operator,
                                        () -> {
                                            throw new IOException("no");
                                        }))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    private static Subject doAs(Subject subject, PrivilegedAction<Subject> action) {
        return Subject.doAs(subject, action);
    }

    private static Subject subject() {
        return Subject.getSubject(AccessController.getContext());
    }

    private static Subject subjectOfNewThread() {
        var found = new AtomicReference<Subject>();
        Thread thread = new Thread(() -> found.set(subject()));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found.get();
    }
}
