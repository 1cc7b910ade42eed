package io.dragoman.api.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostalAddressTest {

    private static final PostalAddress HOME =
            new PostalAddress("1 Main St", "", "Denver", "CO", "USA", "80279");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    12 Elm St, Apt 4, Austin, TX 73301 | 12 Elm St/Apt 4/Austin/TX/USA/73301
                    12 Elm St, Austin TX 73301-0001, USA | 12 Elm St//Austin/TX/USA/73301-0001
                    221B Baker Street, London NW1 6XE, UK | 221B Baker Street//London//UK/NW1 6XE
                    221B Baker Street, London, NW1 6XE, UK | 221B Baker Street//London//UK/NW1 6XE
                    浙江省杭州市西湖区文三路 90 号 3 幢 | 西湖区文三路 90 号 3 幢//杭州市/浙江省/CN/''
                    上海市浦东新区张江路88号3栋502室 201203 | 浦东新区张江路88号3栋502室//上海市/上海市/CN/201203
                    北京海淀区中关村大街 27 号 | 海淀区中关村大街 27 号//北京市/北京市/CN/''
                    苏州市工业园区星湖街 328 号 | 工业园区星湖街 328 号//苏州市//CN/''
                    广西壮族自治区桂林市七星区 1 号 | 七星区 1 号//桂林市/广西壮族自治区/CN/''
                    """)
    void takesALineApart(String line, String parts) {
        var address = HOME.parse(line).orElseThrow();
        assertThat(
                        String.join(
                                "/",
                                address.line1(),
                                address.line2(),
                                address.city(),
                                address.state(),
                                address.country(),
                                address.postcode()))
                .isEqualTo(parts.replace("''", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    my office
                    12 Elm St
                    文三路 90 号
                    Austin, TX 73301
                    """)
    void isEmptyWhenCityOrStreetAreMissing(String line) {
        assertThat(HOME.parse(line)).isEmpty();
    }

    @Test
    void doesNotMoveAStreetOfTexasToChina() {
        var home = new PostalAddress("红星路 1 号", "", "成都市", "四川省", "CN", "610021");
        assertThat(home.parse("12 Elm St, Apt 4, Austin, TX 73301").orElseThrow().text())
                .isEqualTo("12 Elm St, Apt 4, Austin, TX 73301");
    }

    @Test
    void writesWhatItReads() {
        var text = HOME.parse("12 Elm St, Apt 4, Austin, TX 73301").orElseThrow().text();
        assertThat(text).isEqualTo("12 Elm St, Apt 4, Austin, TX 73301, USA");
        assertThat(HOME.parse(text).orElseThrow().text()).isEqualTo(text);
    }
}
