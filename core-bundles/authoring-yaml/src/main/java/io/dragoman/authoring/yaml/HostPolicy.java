package io.dragoman.authoring.yaml;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which hosts skills' files may call. Without it a file in the deploy folder could reach everything
 * that this machine reaches. Immutable.
 *
 * @param hosts {@code shop.example}, {@code shop.example:8443}, {@code *.shop.example}
 * @param open whether hosts that are not listed are allowed too, for trying things out; addresses
 *     where clouds keep their machines' credentials are not, even then
 */
record HostPolicy(List<String> hosts, boolean open) {

    HostPolicy {
        hosts = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** Why a host must not be called; empty when it may. */
    Optional<String> refusal(URI uri) {
        var scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            return Optional.of("the address must begin with http:// or https://");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.of("the address has no plain host");
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        if (hosts.stream().anyMatch(entry -> matches(entry, host, uri.getPort()))) {
            return Optional.empty();
        }
        if (!open) {
            return Optional.of(
                    "the host "
                            + host
                            + " is not allowed; name it in 'hosts' in etc/"
                            + YamlFormat.PID
                            + ".cfg");
        }
        return isCredentialStore(host)
                ? Optional.of("the host " + host + " is an address of this machine's own network")
                : Optional.empty();
    }

    private static boolean matches(String entry, String host, int port) {
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && entry.substring(colon + 1).matches("[0-9]+");
        if (hasPort && !entry.substring(colon + 1).equals(Integer.toString(port))) {
            return false;
        }
        var name = hasPort ? entry.substring(0, colon) : entry;
        return name.startsWith("*.")
                ? host.endsWith(name.substring(1)) && host.length() > name.length() - 1
                : host.equals(name);
    }

    private static boolean isCredentialStore(String host) {
        try {
            for (var address : InetAddress.getAllByName(host)) {
                if (address.isLinkLocalAddress()
                        || address.isAnyLocalAddress()
                        || address.isMulticastAddress()) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException nobody) {
            // The call itself will say that nobody is there.
            return false;
        }
    }
}
