package io.dragoman.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.events.internal.Targets.Judgement;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private static Targets targets(String... addresses) {
        return new Targets(false, Set.of("erp.internal"), host -> resolved(addresses));
    }

    private static List<InetAddress> resolved(String... addresses) throws UnknownHostException {
        var all = new java.util.ArrayList<InetAddress>();
        for (var address : addresses) {
            all.add(InetAddress.getByName(address));
        }
        return all;
    }

    private static String why(Judgement judgement) {
        return ((Judgement.Forbidden) judgement).reason();
    }

    @Test
    void aPublicHostIsAllowedAtTheAddressesThatWereFound() {
        var judged =
                targets("93.184.215.14", "2606:2800:21f::1").judge("https://shop.example/hook");
        assertThat(judged).isInstanceOf(Judgement.Allowed.class);
        assertThat(((Judgement.Allowed) judged).addresses())
                .extracting(InetAddress::getHostAddress)
                .contains("93.184.215.14");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1"
            })
    void whatOnlyWeCanReachIsForbidden(String address) {
        assertThat(why(targets(address).judge("https://shop.example/hook")))
                .contains("shop.example", "private network", "allowedHosts");
    }

    @Test
    void oneAddressInsideIsEnough() {
        assertThat(why(targets("93.184.215.14", "10.0.0.1").judge("https://two.example")))
                .contains("private network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://shop.example/",
                "https:///path",
                "not an address",
                "javascript:alert(1)",
                "https://user:pass@shop.example/",
                "https://shop.example/#part",
                "/hook"
            })
    void whatIsNoAddressIsNamed(String url) {
        assertThat(why(targets("93.184.215.14").judge(url))).startsWith("it ");
    }

    @Test
    void inProductionTheCallIsEncrypted() {
        assertThat(why(targets("93.184.215.14").judge("http://shop.example/")))
                .contains("https://");
        assertThat(targets("10.0.0.1").judge("http://erp.internal:8080/hook"))
                .isInstanceOf(Judgement.Allowed.class);
        assertThat(targets("10.0.0.1").judge("http://ERP.internal/hook"))
                .isInstanceOf(Judgement.Allowed.class);
    }

    @Test
    void everythingIsAllowedWhereTheOperatorSaysSo() {
        var open = new Targets(true, Set.of(), host -> resolved("127.0.0.1"));
        assertThat(open.judge("http://localhost:8080/")).isInstanceOf(Judgement.Allowed.class);
    }

    @Test
    void aHostThatCannotBeFoundMayBeThereTomorrow() {
        var lost =
                new Targets(
                        false,
                        Set.of(),
                        host -> {
                            throw new UnknownHostException(host);
                        });
        assertThat(lost.judge("https://shop.example/")).isInstanceOf(Judgement.Unresolved.class);
    }
}
