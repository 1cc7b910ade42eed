package io.dragoman.security.internal;

import io.dragoman.conversation.Ids;
import io.dragoman.security.Profile;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.QuickReply;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.SettingStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives the demo's desk a few quick replies, once: whoever deletes them is rid of them. */
@Component(service = DemoReplies.class, immediate = true)
public final class DemoReplies {

    private static final String DONE = "seed.replies";

    private record Reply(String shortcut, String language, String title, String text) {}

    private static final List<Reply> REPLIES =
            List.of(
                    new Reply("nh", "zh-CN", "问候", "您好，{name}，我是客服{agent}，请问有什么可以帮您？"),
                    new Reply("sd", "zh-CN", "请稍等", "请稍等，我马上为您核实。"),
                    new Reply("fh", "zh-CN", "发货时间", "现货商品每天 16:00 前付款当天发出，之后付款的次日发出。"),
                    new Reply("th", "zh-CN", "退货流程", "签收 7 天内可在“我的订单”申请退货，我们安排上门取件，验收后 48 小时内退款。"),
                    new Reply("xx", "zh-CN", "感谢", "感谢您的咨询，祝您生活愉快！"),
                    new Reply(
                            "hi",
                            "en",
                            "Greeting",
                            "Hello {name}, this is {agent}. How can I help?"),
                    new Reply(
                            "wait", "en", "One moment", "One moment please, I am looking into it."),
                    new Reply(
                            "bye",
                            "en",
                            "Thanks",
                            "Thank you for getting in touch. Have a nice day!"));

    /** The directory's first start comes before: it makes the site. */
    @Activate
    public DemoReplies(
            @Reference(name = "first") FirstStart first,
            @Reference(name = "directory") DirectoryStore directory,
            @Reference(name = "desk") DeskStore desk,
            @Reference(name = "settings") SettingStore settings) {
        this(directory, desk, settings, Profile.current(), Clock.systemUTC(), new SecureRandom());
    }

    DemoReplies(
            DirectoryStore directory,
            DeskStore desk,
            SettingStore settings,
            Profile profile,
            Clock clock,
            SecureRandom random) {
        var sites = directory.sites();
        if (profile != Profile.DEMO || sites.isEmpty() || settings.get(DONE).isPresent()) {
            return;
        }
        var ids = new Ids(clock, random);
        var now = clock.instant();
        for (var reply : REPLIES) {
            desk.save(
                    new QuickReply(
                            ids.next(),
                            sites.getFirst().id(),
                            reply.shortcut(),
                            reply.language(),
                            reply.title(),
                            reply.text(),
                            Optional.of(now)));
        }
        settings.put(DONE, now.toString());
    }
}
