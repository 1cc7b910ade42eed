package io.dragoman.gateway.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The frames that nearly all of the traffic consists of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {

    private final Frames frames = new Frames(new JacksonJson(), new JsonParts(), MediaLinks.NONE);
    private final String text =
            "{\"type\":\"message\",\"clientMessageId\":\"8f14e45f-ceea\",\"parts\":"
                    + "[{\"type\":\"text\",\"text\":\"我的订单什么时候发货？ Where is my parcel?\"}]}";
    private final Message message =
            new Message(
                    "c1",
                    17,
                    Instant.parse("2026-11-11T08:00:00.123456Z"),
                    new Author(Kind.BOT, "bot", "小助手"),
                    List.of(Part.text("您的订单已经发货，预计明天送达。")),
                    Optional.of("t:16"),
                    Optional.of(16L));

    @Benchmark
    public List<Part> readMessage() {
        return frames.parts(frames.read(text));
    }

    @Benchmark
    public String writeMessage() {
        return frames.message(message);
    }

    @Benchmark
    public String writeAcknowledgement() {
        return frames.ack("8f14e45f-ceea", 17);
    }
}
