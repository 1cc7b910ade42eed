package io.dragoman.catalog.internal;

import io.dragoman.catalog.PluginKeys;
import java.time.Clock;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Who may sign plug-ins, and whether plug-ins have to be signed. Thread-safe. */
@Component(service = {PluginKeys.class, FolderKeys.class})
@Designate(ocd = FolderKeys.Config.class)
public final class FolderKeys implements PluginKeys {

    /** How strict it is. */
    @ObjectClassDefinition(name = "Signatures of plug-ins")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Whether jars must be signed by a trusted key; auto: in the profile prod",
                options = {
                    @Option(label = "auto", value = "auto"),
                    @Option(label = "required", value = "required"),
                    @Option(label = "optional", value = "optional")
                })
        String signatures() default "auto";

        @AttributeDefinition(
                description =
                        "Whether files that are no jars (YAML, WebAssembly) are taken without a"
                                + " signature beside them where jars must be signed")
        boolean formatsUnsigned() default false;

        @AttributeDefinition(description = "Folder of the certificates, in etc/")
        String folder() default "plugin-keys";
    }

    private final TrustedKeys keys;
    private final boolean required;
    private final boolean formatsUnsigned;

    @Activate
    public FolderKeys(BundleContext context, Config config) {
        this.keys = new TrustedKeys(Places.of(context, "deploy").etc().resolve(config.folder()));
        this.required =
                switch (config.signatures()) {
                    case "required" -> true;
                    case "optional" -> false;
                    default -> !"demo".equals(profile(context));
                };
        this.formatsUnsigned = config.formatsUnsigned();
    }

    private static String profile(BundleContext context) {
        var said = context.getProperty("dragoman.profile");
        return said == null ? System.getenv().getOrDefault("DRAGOMAN_PROFILE", "") : said;
    }

    /** The judge of the jars in a store. */
    JarTrust over(JarStore store, Clock clock) {
        return new SignedJars(required, formatsUnsigned, keys, store, clock);
    }

    @Override
    public boolean required() {
        return required;
    }

    @Override
    public List<Key> list() {
        return keys.list();
    }

    @Override
    public Outcome add(String name, String pem) {
        return keys.add(name, pem);
    }

    @Override
    public Outcome remove(String name) {
        return keys.remove(name);
    }
}
