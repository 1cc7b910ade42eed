package io.dragoman.authoring.wasm;

import static io.dragoman.authoring.wasm.TinyModule.ALLOC;
import static io.dragoman.authoring.wasm.TinyModule.ANSWER;
import static io.dragoman.authoring.wasm.TinyModule.SPEC;
import static io.dragoman.authoring.wasm.TinyModule.TAKE;
import static io.dragoman.authoring.wasm.TinyModule.bytes;
import static io.dragoman.authoring.wasm.TinyModule.forever;
import static io.dragoman.authoring.wasm.TinyModule.i32;
import static io.dragoman.authoring.wasm.TinyModule.i64;
import static io.dragoman.authoring.wasm.TinyModule.join;
import static io.dragoman.authoring.wasm.TinyModule.place;
import static io.dragoman.authoring.wasm.TinyModule.uleb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.authoring.FaultyFileException;
import io.dragoman.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers' modules may try, and how it ends. */
@Timeout(60)
class GuestTest {

    private static final Limits LIMITS =
            new Limits(16, 1_000_000, Duration.ofSeconds(20), Set.of("log"));
    private static final byte[] DROP = bytes(0x1a);
    private static final byte[] NOTHING = i64(0);

    private final List<String> lines = new ArrayList<>();

    private Guest load(TinyModule module, Limits limits) {
        var clock = TestClock.at(Instant.ofEpochMilli(42));
        return Guest.load(module.bytes(), new Sandbox(limits, clock), lines::add);
    }

    private String take(TinyModule module) {
        return load(module, LIMITS).call(Guest.TAKE, "{}");
    }

    private void fails(TinyModule module, String reason) {
        assertThatThrownBy(() -> take(module))
                .isInstanceOf(GuestException.class)
                .hasMessageContaining(reason);
    }

    private void refused(TinyModule module, String reason) {
        assertThatThrownBy(() -> load(module, LIMITS))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void answers() {
        assertThat(take(new TinyModule().answering("{\"a\": \"茶\"}"))).isEqualTo("{\"a\": \"茶\"}");
    }

    @Test
    void seesItsInput() {
        var echo =
                new TinyModule()
                        .body(
                                TAKE,
                                bytes(0x20, 0, 0xad),
                                i64(32),
                                bytes(0x86, 0x20, 1, 0xad, 0x84));

        assertThat(load(echo, LIMITS).call(Guest.TAKE, "{\"text\": \"你好\"}"))
                .isEqualTo("{\"text\": \"你好\"}");
    }

    @Test
    void aLoopWithoutEndRunsOutOfFuel() {
        fails(new TinyModule().body(TAKE, forever()), "used more than 1000000 instructions");
        fails(new TinyModule().body(ALLOC, forever()), "used more than 1000000 instructions");
    }

    @Test
    void aLoopWithoutEndRunsOutOfTime() {
        var hasty = new Limits(16, Long.MAX_VALUE, Duration.ofMillis(100), Set.of());
        long begun = System.nanoTime();

        assertThatThrownBy(
                        () ->
                                load(new TinyModule().body(TAKE, forever()), hasty)
                                        .call(Guest.TAKE, "{}"))
                .isInstanceOf(GuestException.class)
                .hasMessage("it ran longer than 100 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aLoopWithoutEndStopsWhenItsThreadIsInterrupted() {
        var patient = new Limits(16, Long.MAX_VALUE, Duration.ofHours(1), Set.of());
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(
                            () ->
                                    load(new TinyModule().body(SPEC, forever()), patient)
                                            .call(Guest.SPEC))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("told to stop");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void memoryGrowsNoFurtherThanItsLimit() {
        var refused = join(i32(16), bytes(0x40, 0), i32(-1), bytes(0x46));
        var told = join(i32(ANSWER), refused, i32('0'), bytes(0x6a, 0x3a, 0, 0), place(ANSWER, 1));

        assertThat(take(new TinyModule().body(TAKE, told))).isEqualTo("1");
    }

    @Test
    void growingCostsFuel() {
        fails(new TinyModule().body(TAKE, forever(i32(0), bytes(0x40, 0), DROP)), "used more than");
    }

    @Test
    void anInstructionThatWritesMuchCostsMuch() {
        var fill = join(i32(0), i32(7), i32(65_536), bytes(0xfc, 11, 0));
        long begun = System.nanoTime();

        fails(new TinyModule().body(TAKE, forever(fill)), "used more than");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void functionsWithinFunctionsAreLimited() {
        fails(
                new TinyModule().body(TAKE, i32(0), i32(0), bytes(0x10, TAKE)),
                "more than 400 functions within each other");
    }

    @Test
    void theStackIsLimited() {
        var much = new byte[2_000][];
        Arrays.fill(much, i32(1));
        var drops = new byte[2_000];
        Arrays.fill(drops, DROP[0]);
        fails(
                new TinyModule()
                        .body(
                                TAKE,
                                join(much),
                                i32(0),
                                i32(0),
                                bytes(0x10, TAKE, 0x1a),
                                drops,
                                NOTHING),
                "values on its stack");
    }

    @Test
    void placesOutsideItsMemoryAreRefused() {
        fails(new TinyModule().body(ALLOC, i32(-8)), "a place for its input");
        fails(new TinyModule().body(ALLOC, i32(65_535)), "a place for its input");
        fails(new TinyModule().body(TAKE, place(65_536, 1)), "its answer is not in its memory");
        fails(new TinyModule().body(TAKE, place(0xffff_ffffL, 5)), "not in its memory");
        fails(new TinyModule().body(TAKE, i64(-1)), "longer than");
        fails(new TinyModule().body(TAKE, place(0, 262_145)), "of 262145 bytes is longer than");
        fails(new TinyModule().body(TAKE, i32(-1), bytes(0x28, 2, 0, 0xad)), "it failed");
        fails(
                new TinyModule().body(TAKE, i32(65_533), i32(1), bytes(0x36, 2, 0), NOTHING),
                "it failed");
    }

    @Test
    void answersThatAreNoTextAreRefused() {
        fails(new TinyModule().answering(bytes(0xff, 0xfe)), "not in UTF-8");
        fails(new TinyModule().body(TAKE, bytes(0x00)), "it failed");
        fails(new TinyModule().body(TAKE, i64(1), i64(0), bytes(0x7f)), "it failed");
    }

    @Test
    void inputThatIsTooLongIsNotGiven() {
        assertThatThrownBy(
                        () ->
                                load(new TinyModule(), LIMITS)
                                        .call(Guest.TAKE, "x".repeat(Limits.MESSAGE + 1)))
                .isInstanceOf(GuestException.class);
    }

    @Test
    void nothingIsKeptFromOneCallToTheNext() {
        var counter =
                new TinyModule()
                        .body(
                                TAKE,
                                bytes(0x23, 0),
                                i64(1),
                                bytes(0x7c, 0x24, 0),
                                i32(ANSWER),
                                bytes(0x23, 0, 0xa7),
                                i32('0'),
                                bytes(0x6a, 0x3a, 0, 0),
                                place(ANSWER, 1));
        var guest = load(counter, LIMITS);

        assertThat(guest.call(Guest.TAKE, "{}")).isEqualTo("1");
        assertThat(guest.call(Guest.TAKE, "{}")).isEqualTo("1");
    }

    @Test
    void importsAreOnlyWhatIsGranted() {
        refused(new TinyModule().importing("wasi_snapshot_preview1", "fd_write"), "fd_write");
        refused(new TinyModule().importing("env", "abort"), "it imports env.abort");
        refused(new TinyModule().importing("dragoman", "exec"), "it imports dragoman.exec");
        refused(
                new TinyModule().importing("dragoman", "now"),
                "not granted; add 'now' to 'grants'");
        refused(new TinyModule().importing("dragoman", "log", 2, 0, 1), "it imports dragoman.log");
        refused(new TinyModule().importing("dragoman", "log", 3, 0x7f, 0), "it imports");
    }

    @Test
    void anImportOfAnotherTypeFails() {
        var other = new TinyModule().importing("dragoman", "log", 0, 0);
        assertThatThrownBy(() -> load(other, LIMITS).call(Guest.TAKE, "{}"))
                .isInstanceOf(GuestException.class);
    }

    @Test
    void theTimeIsToldWhereItIsGranted() {
        var limits = new Limits(16, 1_000_000, Duration.ofSeconds(20), Set.of("now"));
        var clock =
                new TinyModule()
                        .importing("dragoman", "now", 0, 1)
                        .body(
                                TAKE,
                                i32(ANSWER),
                                bytes(0x10, 0, 0xa7, 0x3a, 0, 0),
                                place(ANSWER, 1));

        assertThat(load(clock, limits).call(Guest.TAKE, "{}")).isEqualTo("*");
    }

    @Test
    void theLogIsLimitedAndCannotBeForged() {
        var say = join(i32(65_500), i32(100_000), bytes(0x10, 0));
        var talkative =
                new TinyModule()
                        .importing("dragoman", "log")
                        .answering("a\nERROR b")
                        .body(TAKE, say, NOTHING);
        fails(talkative, "it failed");
        assertThat(lines).isEmpty();
        var polite = join(i32(ANSWER), i32(9), bytes(0x10, 0));
        var all = new byte[30][];
        Arrays.fill(all, polite);
        take(
                new TinyModule()
                        .importing("dragoman", "log")
                        .answering("a\nERROR b")
                        .body(TAKE, join(all), NOTHING));

        assertThat(lines).hasSize(20).allMatch("a ERROR b"::equals);
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        refused(
                new TinyModule()
                        .table(join(bytes(1, 0x70, 0, 1)))
                        .body(TAKE, bytes(0xd0, 0x70), i32(1), bytes(0xfc, 15, 0), DROP, NOTHING),
                "TABLE_GROW");
        refused(
                new TinyModule().body(TAKE, bytes(0xfd, 12), new byte[16], DROP, NOTHING),
                "V128_CONST");
        refused(new TinyModule().memory(bytes(3, 1, 1)), "is shared or has 64 bits");
        refused(
                new TinyModule().types(join(bytes(1, 0x5f, 0))),
                "types that live on the host's heap");
        refused(new TinyModule().memory(bytes(0, 17)), "wants 17 pages of memory; 16 are allowed");
        refused(
                new TinyModule().table(join(bytes(1, 0x70, 0), uleb(4_000_000_000L))),
                "entries of a table");
    }

    @Test
    void claimsOfHugeSizesAreRefusedBeforeRoomIsMadeForThem() {
        refused(
                new TinyModule().locals(TAKE, bytes(1), uleb(4_000_000_000L), bytes(0x7e)),
                "local variables");
        var many = new byte[200][];
        Arrays.fill(many, join(uleb(50_000), bytes(0x7e)));
        refused(new TinyModule().locals(TAKE, uleb(200), join(many)), "local variables");
        refused(new TinyModule().types(join(uleb(4_000_000_000L))), "entries");
        refused(new TinyModule().types(join(bytes(1, 0x60), uleb(500_000_000L))), "entries");
    }

    @Test
    void whatLacksAnExportIsRefused() {
        var bytes = new TinyModule().bytes();
        var text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        var renamed =
                text.replace("dragoman_take", "dragoman_tick")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThatThrownBy(
                        () ->
                                Guest.load(
                                        renamed,
                                        new Sandbox(LIMITS, TestClock.at(Instant.EPOCH)),
                                        lines::add))
                .hasMessageContaining("it does not export 'dragoman_take'");
    }

    @Test
    void brokenModulesNeverGetFurtherThanARefusal() {
        var good = new TinyModule().importing("dragoman", "log").bytes();
        var random = new Random(11);
        var sandbox =
                new Sandbox(
                        new Limits(4, 20_000, Duration.ofSeconds(5), Set.of("log")),
                        TestClock.at(Instant.EPOCH));
        for (int i = 0; i < 3_000; i++) {
            var bad =
                    random.nextInt(4) == 0
                            ? Arrays.copyOf(good, random.nextInt(good.length))
                            : good.clone();
            for (int j = 0; j <= random.nextInt(4) && bad.length > 0; j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                Guest.load(bad, sandbox, lines::add).call(Guest.TAKE, "{}");
            } catch (FaultyFileException | GuestException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void onlySoManyRunAtOnce() throws Exception {
        var limits = new Limits(16, Long.MAX_VALUE, Duration.ofMillis(300), Set.of());
        var guest = load(new TinyModule().body(TAKE, forever()), limits);
        try (var threads = Executors.newCachedThreadPool()) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < 3 * Sandbox.PLACES; i++) {
                calls.add(
                        threads.submit(
                                () -> {
                                    try {
                                        return guest.call(Guest.TAKE, "{}");
                                    } catch (GuestException e) {
                                        return e.getMessage();
                                    }
                                }));
            }
            for (var call : calls) {
                assertThat(call.get()).containsAnyOf("ran longer", "are running");
            }
        }
    }
}
