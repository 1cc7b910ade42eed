package io.dragoman.conversation.internal;

import io.dragoman.api.channel.Channel;
import io.dragoman.conversation.Channels;
import io.dragoman.storage.Conversation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Follows the channel services as they come and go. */
@Component(service = Channels.class)
public final class ChannelRegistry implements Channels {

    private record Key(String channel, String account) {}

    private final ConcurrentMap<Key, Channel> channels = new ConcurrentHashMap<>();

    /** Takes a channel in; the newest of an account counts. */
    @Reference(
            name = "channel",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void add(Channel channel) {
        channels.put(key(channel), channel);
    }

    /** Takes a channel away, unless another has taken its account over. */
    public void remove(Channel channel) {
        // A newer version of the same account may have taken the place already.
        channels.remove(key(channel), channel);
    }

    private static Key key(Channel channel) {
        return new Key(channel.identity().channel(), channel.identity().account());
    }

    @Override
    public List<Channel> all() {
        return channels.values().stream()
                .sorted(
                        Comparator.comparing((Channel channel) -> channel.identity().channel())
                                .thenComparing(channel -> channel.identity().account()))
                .toList();
    }

    @Override
    public Optional<Channel> find(String channel, String account) {
        return Optional.ofNullable(channels.get(new Key(channel, account)));
    }

    @Override
    public Optional<Quota> quota(Conversation conversation) {
        var address = conversation.address();
        var state = conversation.window();
        return find(address.channel(), address.account())
                .flatMap(channel -> channel.capabilities().window())
                .flatMap(
                        window ->
                                state.lastCustomerAt()
                                        .map(
                                                at ->
                                                        new Quota(
                                                                Math.max(
                                                                        0,
                                                                        window.sends()
                                                                                - state.sends()),
                                                                window.sends(),
                                                                at.plus(window.length()))));
    }
}
