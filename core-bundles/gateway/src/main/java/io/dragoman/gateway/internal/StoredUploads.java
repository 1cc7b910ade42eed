package io.dragoman.gateway.internal;

import io.dragoman.api.channel.MediaFiles;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.Ids;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.gateway.Uploads;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.StoreException;
import io.dragoman.storage.UploadStore;
import io.dragoman.storage.UploadStore.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files in {@code data/files}, what is known of them in the database. Thread-safe. */
@Component(
        service = {Uploads.class, MediaLinks.class, MediaFiles.class},
        configurationPid = "io.dragoman.uploads")
@Designate(ocd = StoredUploads.Config.class)
public final class StoredUploads implements Uploads, MediaLinks, MediaFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoredUploads.class);
    private static final int SWEPT_AT_ONCE = 1_000;
    private static final long MEGABYTE = 1024L * 1024;

    /** What may be sent. */
    @ObjectClassDefinition(name = "Uploads")
    public @interface Config {
        @AttributeDefinition(
                description = "Megabytes that one file may have, at most 10",
                min = "1",
                max = "10")
        int largestMegabytes() default 10;

        @AttributeDefinition(description = "Files a visitor may send within a day", min = "0")
        int visitorFiles() default 30;

        @AttributeDefinition(description = "Megabytes a visitor may send within a day", min = "0")
        int visitorMegabytes() default 60;

        @AttributeDefinition(description = "Files that may be received at the same time", min = "1")
        int atOnce() default 16;

        @AttributeDefinition(description = "Seconds that one file may take to arrive", min = "1")
        int receiveSeconds() default 120;

        @AttributeDefinition(
                required = false,
                description =
                        "https://… under which the outside reaches this server, for links that leave it;"
                                + " empty: links have no host")
        String publicUrl() default "";

        @AttributeDefinition(required = false, description = "Empty: files/ in the data folder")
        String folder() default "";
    }

    private final UploadStore store;
    private final Config config;
    private final FileFolder folder;
    private final Clock clock;
    private final Ids ids;
    private final SignedLinks links;
    private final UploadAllowance allowance;
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("uploads-sweeper").factory());

    @Activate
    public StoredUploads(
            @Reference(name = "store") UploadStore store,
            @Reference(name = "settings") SettingStore settings,
            Config config) {
        this(
                store,
                settings,
                config,
                FileFolder.at(config.folder()),
                Clock.systemUTC(),
                new SecureRandom());
        sweeper.scheduleWithFixedDelay(this::sweep, 1, 60, TimeUnit.MINUTES);
    }

    @Deactivate
    void close() {
        sweeper.shutdownNow();
    }

    /** Deletes the files of conversations that were deleted, for whatever reason. */
    void sweep() {
        try {
            store.orphans(SWEPT_AT_ONCE).forEach(this::delete);
        } catch (StoreException e) {
            LOG.warn("Files of deleted conversations cannot be looked for: {}", e.getMessage());
        }
    }

    StoredUploads(
            UploadStore store,
            SettingStore settings,
            Config config,
            Path folder,
            Clock clock,
            SecureRandom random) {
        this.store = store;
        this.config = config;
        this.folder = new FileFolder(folder);
        this.clock = clock;
        this.ids = new Ids(clock, random);
        var base = config.publicUrl().strip().replaceAll("/+$", "");
        this.links = new SignedLinks(SignedLinks.key(settings, random), base, clock);
        this.allowance =
                new UploadAllowance(
                        store,
                        clock,
                        config.atOnce(),
                        config.visitorFiles(),
                        config.visitorMegabytes() * MEGABYTE);
    }

    @Override
    public Kept keep(Sender sender, String name, InputStream content) throws IOException {
        if (!allowance.take(sender)) {
            return new Kept.TooMany();
        }
        try {
            var incoming = folder.incoming();
            try {
                return received(sender, name, content, incoming);
            } finally {
                Files.deleteIfExists(incoming);
            }
        } finally {
            allowance.give(sender);
        }
    }

    private Kept received(Sender sender, String name, InputStream content, Path incoming)
            throws IOException {
        long most = config.largestMegabytes() * MEGABYTE;
        var end = clock.instant().plusSeconds(config.receiveSeconds());
        var copied = FileFolder.copy(content, incoming, most, () -> clock.instant().isAfter(end));
        var refusal = copied.refusal(most);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var kind = FileKind.of(FileFolder.head(incoming));
        if (kind.isEmpty()) {
            return new Kept.WrongType();
        }
        var shown = kind.get().named(FileFolder.shown(name));
        var upload = upload(sender, shown, kind.get().mimeType(), copied.size());
        folder.keep(incoming, upload.id());
        store.add(upload);
        return new Kept.Stored(links.part(upload, true));
    }

    private Upload upload(Sender sender, String name, String mimeType, long size) {
        return new Upload(
                links.id(ids.next(), sender.conversationId()),
                sender.site(),
                sender.conversationId(),
                sender.owner(),
                name,
                mimeType,
                size,
                clock.instant());
    }

    @Override
    public Optional<File> open(String id, String expires, String signature) {
        if (!links.opens(id, expires, signature)) {
            return Optional.empty();
        }
        return store.upload(id)
                .filter(upload -> folder.holds(id))
                .map(
                        upload ->
                                new File(
                                        folder.place(id),
                                        upload.name(),
                                        upload.mimeType(),
                                        upload.size(),
                                        upload.mimeType().startsWith("image/")));
    }

    @Override
    public Optional<byte[]> read(Part.Media media, long largest) {
        return SignedLinks.idIn(media.uri()).flatMap(id -> folder.read(id, largest));
    }

    @Override
    public void forget(String conversationId) {
        store.ofConversation(conversationId).forEach(this::delete);
    }

    private void delete(Upload upload) {
        if (folder.delete(upload.id())) {
            store.delete(upload.id());
        }
    }

    @Override
    public List<Part> signed(String conversationId, List<Part> parts) {
        return links.signed(conversationId, parts);
    }

    @Override
    public List<Part> kept(String conversationId, List<Part> parts) {
        return SignedLinks.each(
                parts,
                media -> {
                    var id = SignedLinks.idIn(media.uri());
                    return id.isEmpty()
                            ? media
                            : links.part(known(conversationId, id.get()), false);
                });
    }

    private Upload known(String conversationId, String id) {
        return Optional.of(id)
                .filter(said -> links.belongs(said, conversationId))
                .flatMap(store::upload)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The file was not uploaded in this conversation"));
    }
}
