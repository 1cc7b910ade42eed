package io.dragoman.shop.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what {@code bin/dragoman shop} asks of the running demo shop. A request is a file {@code
 * NAME.request} in {@code shop/inbox/} of the data folder: its first line is {@code import} or
 * {@code reset}, its second the folder to import. It is answered by {@code NAME.answer}: {@code ok}
 * or {@code failed}, and lines for people to read. Who may write there may do anything to the
 * instance, so nothing else is asked for.
 */
@Component(service = ShopInbox.class, enabled = false, immediate = true)
public final class ShopInbox {

    /** A request that waits for the next start, and is not too old however long that takes. */
    static final String AT_START = "at-start";

    private static final Logger LOG = LoggerFactory.getLogger(ShopInbox.class);
    private static final String REQUEST = ".request";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DemoShop shop;
    private final Path inbox;
    private final WatchService watch;
    private final Thread thread;

    /** Created by the container. */
    @Activate
    public ShopInbox(@Reference(name = "shop") DemoShop shop) {
        this(shop, ShopStore.folder());
    }

    /** An inbox below a folder of its own. */
    ShopInbox(DemoShop shop, Path data) {
        this.shop = shop;
        this.inbox = data.resolve("inbox");
        try {
            Files.createDirectories(inbox);
            this.watch = inbox.getFileSystem().newWatchService();
            inbox.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot watch " + inbox, e);
        }
        this.thread = Thread.ofPlatform().name("demo-shop-inbox").daemon().start(this::serve);
    }

    /** Ends with the component. */
    @Deactivate
    public void close() throws IOException {
        thread.interrupt();
        watch.close();
    }

    private void serve() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                requests().forEach(this::take);
                // Not every file system tells of changes, so it is looked at now and then anyway.
                var key = watch.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> requests() {
        try (var files = Files.list(inbox)) {
            return files.filter(file -> file.toString().endsWith(REQUEST)).sorted().toList();
        } catch (IOException e) {
            LOG.warn("The inbox of the demo shop cannot be read", e);
            return List.of();
        }
    }

    private void take(Path request) {
        var name = request.getFileName().toString().replace(REQUEST, "");
        try {
            boolean old =
                    Files.getLastModifiedTime(request)
                            .toInstant()
                            .plus(PATIENCE)
                            .isBefore(Instant.now());
            var lines = Files.readAllLines(request, StandardCharsets.UTF_8);
            Files.delete(request);
            if (old && !name.equals(AT_START)) {
                return;
            }
            var report = carryOut(lines);
            log(lines, report);
            answer(name, report);
        } catch (IOException e) {
            LOG.warn("The request {} cannot be taken", request, e);
        }
    }

    private ShopStore.Report carryOut(List<String> lines) {
        var what = lines.isEmpty() ? "" : lines.getFirst();
        try {
            if (what.equals("import") && lines.size() > 1) {
                return shop.load(Path.of(lines.get(1)));
            }
            if (what.equals("reset")) {
                return shop.reset();
            }
            return ShopStore.Report.failed("A request is 'import' with a folder, or 'reset'");
        } catch (RuntimeException e) {
            LOG.warn("The demo shop failed to {}", what, e);
            return ShopStore.Report.failed("The demo shop failed: " + e.getMessage());
        }
    }

    private static void log(List<String> lines, ShopStore.Report report) {
        switch (report) {
            case ShopStore.Report.Ready ready ->
                    LOG.info("The demo shop, {}: {}", String.join(" ", lines), ready.line());
            case ShopStore.Report.Failed failed ->
                    LOG.warn("The demo shop, {}: {}", String.join(" ", lines), failed.lines());
        }
    }

    /** Appears whole, because the one who waits for it reads it at once. */
    private void answer(String name, ShopStore.Report report) throws IOException {
        var text =
                switch (report) {
                    case ShopStore.Report.Ready ready -> "ok\n" + ready.line() + "\n";
                    case ShopStore.Report.Failed failed ->
                            "failed\n" + String.join("\n", failed.lines()) + "\n";
                };
        var draft = Files.writeString(inbox.resolve(name + ".draft"), text);
        Files.move(
                draft,
                inbox.resolve(name + ".answer"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
