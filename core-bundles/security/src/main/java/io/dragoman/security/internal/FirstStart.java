package io.dragoman.security.internal;

import io.dragoman.conversation.Ids;
import io.dragoman.conversation.Languages;
import io.dragoman.security.Passwords;
import io.dragoman.security.Profile;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Fills an empty installation: a site, its teams, and users. The demo profile gets the demo users;
 * any other gets one administrator with a password that is shown once.
 */
@Component(service = FirstStart.class, immediate = true)
public final class FirstStart {

    static final String DEMO_PASSWORD = "dragoman";

    private final DirectoryStore directory;
    private final Ids ids;
    private final Passwords passwords;

    @Activate
    public FirstStart(
            @Reference(name = "directory") DirectoryStore directory,
            @Reference(name = "settings") SettingStore settings) {
        this(
                directory,
                settings,
                Profile.current(),
                Clock.systemUTC(),
                new SecureRandom(),
                FirstStart::show);
    }

    FirstStart(
            DirectoryStore directory,
            SettingStore settings,
            Profile profile,
            Clock clock,
            SecureRandom random,
            java.util.function.Consumer<String> show) {
        this.directory = directory;
        this.ids = new Ids(clock, random);
        this.passwords = new Passwords(random);
        if (settings.get("seed.directory").isPresent()) {
            return;
        }
        if (directory.sites().isEmpty()) {
            directory.save(site(profile));
        }
        var members = directory.users().isEmpty() ? users(profile, show) : Map.<String, String>of();
        if (directory.teams().isEmpty()) {
            teams(directory.sites().getFirst().id(), members);
        }
        settings.put("seed.directory", clock.instant().toString());
    }

    private static Site site(Profile profile) {
        return profile == Profile.DEMO
                ? new Site(
                        profile.firstSite(),
                        "示范商城",
                        "Dragoman Demo Shop",
                        "Asia/Shanghai",
                        Languages.CHINESE,
                        true)
                : new Site(
                        profile.firstSite(),
                        "默认站点",
                        "Default site",
                        ZoneId.systemDefault().getId(),
                        Languages.CHINESE,
                        true);
    }

    /** The one-time password goes to the terminal alone: a log file would keep it. */
    private static void show(String line) {
        var terminal =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        terminal.println(line);
    }

    private Map<String, String> users(Profile profile, java.util.function.Consumer<String> show) {
        var made = new LinkedHashMap<String, String>();
        if (profile == Profile.PROD) {
            var password = passwords.generate();
            user(made, "admin", "Administrator", password, true, Set.of(Role.ADMIN));
            show.accept("admin password (shown once, to be changed at first sign-in): " + password);
            return made;
        }
        user(
                made,
                "admin",
                "管理员 Admin",
                DEMO_PASSWORD,
                false,
                Set.of(Role.ADMIN, Role.SUPERVISOR, Role.ANALYST, Role.AGENT));
        user(
                made,
                "supervisor",
                "陈主管 Chen",
                DEMO_PASSWORD,
                false,
                Set.of(Role.SUPERVISOR, Role.AGENT));
        user(made, "analyst", "林分析 Lin", DEMO_PASSWORD, false, Set.of(Role.ANALYST));
        user(made, "agent1", "小美 Mei", DEMO_PASSWORD, false, Set.of(Role.AGENT));
        user(made, "agent2", "小刚 Gang", DEMO_PASSWORD, false, Set.of(Role.AGENT));
        return made;
    }

    private void user(
            Map<String, String> made,
            String username,
            String name,
            String password,
            boolean once,
            Set<Role> roles) {
        var id = ids.next();
        made.put(username, id);
        var hash = passwords.hash(password);
        directory.save(
                new User(
                        id,
                        username,
                        name,
                        hash,
                        roles,
                        true,
                        Languages.CHINESE,
                        8,
                        once,
                        Optional.empty()));
    }

    private void teams(String site, Map<String, String> members) {
        var agents = pick(members, "agent1", "agent2", "supervisor", "admin");
        var leaders = pick(members, "supervisor", "admin");
        team(site, "service", "在线客服", "customer service", agents, true);
        team(site, "after-sales", "售后组", "after-sales", agents, false);
        team(site, "supervisors", "主管组", "the supervisors", leaders, false);
    }

    private static Set<String> pick(Map<String, String> members, String... usernames) {
        var picked = new java.util.LinkedHashSet<String>();
        for (var username : usernames) {
            if (members.containsKey(username)) {
                picked.add(members.get(username));
            }
        }
        return picked;
    }

    private void team(
            String site, String key, String zh, String en, Set<String> members, boolean fallback) {
        directory.save(
                new Team(ids.next(), site, key, zh, en, members, fallback, Optional.empty()));
    }
}
