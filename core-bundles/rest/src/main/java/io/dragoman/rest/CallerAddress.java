package io.dragoman.rest;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who is at the other end when proxies are in between. What a proxy of ours adds to {@code
 * X-Forwarded-For} is believed; what a caller wrote there before is not. Immutable and thread-safe.
 */
final class CallerAddress {

    /** A number of four bytes, or one with colons; never a name that would be looked up. */
    private static final Pattern NUMBER =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]+");

    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]+)](:\\d+)?|([^:]+):\\d+");

    private record Range(InetAddress address, int bits) {

        boolean holds(InetAddress other) {
            var mine = address.getAddress();
            var theirs = other.getAddress();
            int rest = mine.length * 8 - bits;
            return mine.length == theirs.length
                    && new BigInteger(1, mine)
                            .shiftRight(rest)
                            .equals(new BigInteger(1, theirs).shiftRight(rest));
        }
    }

    private final List<Range> proxies;

    /**
     * @param proxies addresses or ranges such as 10.0.0.0/8, separated by commas
     * @throws IllegalArgumentException naming one that is neither
     */
    CallerAddress(String proxies) {
        this.proxies =
                Arrays.stream(proxies.split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .map(CallerAddress::range)
                        .toList();
    }

    private static Range range(String said) {
        var pieces = said.split("/", 2);
        var address = address(pieces[0]).orElseThrow(() -> wrong(said));
        int most = address.getAddress().length * 8;
        try {
            int bits = pieces.length == 1 ? most : Integer.parseInt(pieces[1]);
            if (bits >= 0 && bits <= most) {
                return new Range(address, bits);
            }
        } catch (NumberFormatException e) {
            throw wrong(said);
        }
        throw wrong(said);
    }

    private static IllegalArgumentException wrong(String said) {
        return new IllegalArgumentException(
                "'" + said + "' is no address and no range such as 10.0.0.0/8");
    }

    /**
     * The caller's address.
     *
     * @param peer who is connected
     * @param forwarded the values of {@code X-Forwarded-For}, as they came
     */
    String of(String peer, List<String> forwarded) {
        var hops = new ArrayList<String>();
        forwarded.forEach(line -> hops.addAll(Arrays.asList(line.split(","))));
        var caller = peer;
        // From us outwards: each proxy of ours vouches for the one before it.
        for (var hop : hops.reversed()) {
            var next = address(bare(hop.strip()));
            if (!isProxy(caller) || next.isEmpty()) {
                return caller;
            }
            caller = next.get().getHostAddress();
        }
        return caller;
    }

    private boolean isProxy(String said) {
        return address(said)
                .filter(known -> proxies.stream().anyMatch(range -> range.holds(known)))
                .isPresent();
    }

    private static String bare(String hop) {
        var match = WITH_PORT.matcher(hop);
        if (!match.matches()) {
            return hop;
        }
        return match.group(1) == null ? match.group(3) : match.group(1);
    }

    private static Optional<InetAddress> address(String said) {
        var zoneless = said.replaceFirst("%.*", "");
        if (!NUMBER.matcher(zoneless).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(zoneless));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
