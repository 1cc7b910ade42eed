package io.dragoman.events.internal;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where events may go. Whoever may name an address must not reach through us what only we can
 * reach: this machine, the networks behind it, the metadata service of a cloud. The addresses that
 * were looked at are the ones to call, so that a name that changes its meaning in between gains
 * nothing. Immutable.
 */
final class Targets {

    private static final int LONGEST = 2_000;

    /** Finds the addresses of a host. */
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /** What may become of an address. */
    sealed interface Judgement {

        /** It may be called, at these addresses of its host. */
        record Allowed(URI uri, List<InetAddress> addresses) implements Judgement {}

        /** It may not, and why. */
        record Forbidden(String reason) implements Judgement {}

        /** Its host cannot be found now. */
        record Unresolved(String reason) implements Judgement {}
    }

    private final boolean allowPrivate;
    private final Set<String> allowedHosts;
    private final Resolver resolver;

    Targets(EventSettings settings) {
        this(
                settings.allowPrivate(),
                settings.allowedHosts(),
                host -> List.of(InetAddress.getAllByName(host)));
    }

    Targets(boolean allowPrivate, Set<String> allowedHosts, Resolver resolver) {
        this.allowPrivate = allowPrivate;
        this.allowedHosts = allowedHosts;
        this.resolver = resolver;
    }

    /** Looks at an address; asks the name service. */
    Judgement judge(String url) {
        URI uri;
        try {
            uri = parse(url);
        } catch (IllegalArgumentException e) {
            return new Judgement.Forbidden(e.getMessage());
        }
        var host = host(uri);
        boolean trusted = allowPrivate || allowedHosts.contains(host);
        if (!trusted && !"https".equals(uri.getScheme())) {
            return new Judgement.Forbidden("the address must begin with https://");
        }
        try {
            var addresses = resolver.resolve(host);
            var inside = addresses.stream().filter(Targets::isInside).findFirst();
            return trusted || inside.isEmpty()
                    ? new Judgement.Allowed(uri, addresses)
                    : new Judgement.Forbidden(
                            host
                                    + " is an address of this machine or of a private network; an"
                                    + " operator can allow it in etc/io.dragoman.events.cfg"
                                    + " (allowedHosts)");
        } catch (UnknownHostException e) {
            return new Judgement.Unresolved("the host " + host + " cannot be found");
        }
    }

    private static URI parse(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no address: " + e.getReason(), e);
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") || scheme.equals("http");
        if (!web || uri.getHost() == null || url.length() > LONGEST) {
            throw new IllegalArgumentException("it must be an address such as https://host/path");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("it must not have a user, a password or a #part");
        }
        return uri;
    }

    /** The host as names are resolved: in lower case, an IPv6 address without brackets. */
    static String host(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static boolean isInside(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        return switch (address) {
            case Inet4Address four -> isInside4(four.getAddress(), 0);
            case Inet6Address six -> isInside6(six.getAddress());
            default -> true;
        };
    }

    /** Private and reserved networks of RFC 6890 that Java has no word for. */
    private static boolean isInside4(byte[] bytes, int at) {
        int a = bytes[at] & 0xff;
        int b = bytes[at + 1] & 0xff;
        int c = bytes[at + 2] & 0xff;
        return a == 0
                || a == 10
                || a == 127
                || a >= 224
                || a == 100 && b >= 64 && b < 128
                || a == 169 && b == 254
                || a == 172 && b >= 16 && b < 32
                || a == 192 && (b == 168 || b == 0 && c == 0 || b == 0 && c == 2)
                || a == 198 && (b == 18 || b == 19 || b == 51 && c == 100)
                || a == 203 && b == 0 && c == 113;
    }

    /** Unique local addresses, and those that carry one of IPv4 within them. */
    private static boolean isInside6(byte[] bytes) {
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        boolean translated =
                bytes[0] == 0 && (bytes[1] & 0xff) == 0x64 && (bytes[2] & 0xff) == 0xff;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean zeroPrefix = true;
        for (int i = 0; i < 10; i++) {
            zeroPrefix &= bytes[i] == 0;
        }
        return uniqueLocal
                || (translated || zeroPrefix) && isInside4(bytes, 12)
                || sixToFour && isInside4(bytes, 2);
    }
}
