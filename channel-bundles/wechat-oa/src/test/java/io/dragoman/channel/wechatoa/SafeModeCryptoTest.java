package io.dragoman.channel.wechatoa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.config.Secret;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are the vendor's, and those of the widely used WxJava. */
class SafeModeCryptoTest {

    private static final String WX_JAVA_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String WX_JAVA_APP = "wxb11529c136998cb6";
    private static final String WX_JAVA_ENCRYPTED =
            "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";

    /** From the safe-mode example of the vendor's page. */
    static final String VENDOR_ENCRYPTED =
            "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJG"
                    + "QqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFU"
                    + "PpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDr"
                    + "M1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=";

    private static final SafeModeCrypto VENDOR =
            crypto("AAAAA", "A".repeat(43), "wxba5fad812f8e6fb9");

    private static SafeModeCrypto crypto(String token, String key, String appId) {
        return new SafeModeCrypto(new Secret(token), new Secret(key), appId);
    }

    @Test
    void signsAsInTheVendorsPlainExample() {
        assertThat(VENDOR.signature("1714037059", "486452656"))
                .isEqualTo("899cf89e464efb63f54ddac96b0a0a235f53aa78");
        assertThat(VENDOR.signature("1714036504", "1514711492"))
                .isEqualTo("f464b24fc39322e44b38aa78f5edd27bd1441696");
    }

    @Test
    void signsAndDecryptsAsInTheVendorsSafeModeExample() {
        assertThat(VENDOR.signature("1714112445", "415670741", VENDOR_ENCRYPTED))
                .isEqualTo("046e02f8204d34f8ba5fa3b1db94908f3df2e9b3");
        assertThat(VENDOR.decrypt(VENDOR_ENCRYPTED))
                .contains(
                        "{\"ToUserName\":\"gh_97417a04a28d\",\"FromUserName\":\"o9AgO5Kd5ggOC-bXrbNODIiE3bGY\","
                                + "\"CreateTime\":1714112445,\"MsgType\":\"event\",\"Event\":\"debug_demo\","
                                + "\"debug_str\":\"hello world\"}");
        assertThat(
                        VENDOR.decrypt(
                                "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="))
                .contains("{\"demo_resp\":\"good luck\"}");
    }

    @Test
    void decryptsTheVectorOfWxJava() {
        var crypto = crypto("pamtest", WX_JAVA_KEY, WX_JAVA_APP);
        assertThat(crypto.decrypt(WX_JAVA_ENCRYPTED)).contains("我是中文abcd123");
        assertThat(crypto.signature("1409304348", "xxxxxx", WX_JAVA_ENCRYPTED))
                .isEqualTo("82c962d39941aa48552f90ef55aa323dc620cc10");
    }

    @Test
    void signsTheVectorOfWxJava() {
        assertThat(crypto("123", WX_JAVA_KEY, WX_JAVA_APP).signature("345"))
                .isEqualTo("9f537aeb751ec72605f57f94a2f6dc3e3958e1dd");
    }

    @Test
    void checksSignaturesWhole() {
        var right = "899cf89e464efb63f54ddac96b0a0a235f53aa78";
        assertThat(VENDOR.isSignedBy(right, "1714037059", "486452656")).isTrue();
        for (var wrong : new String[] {"", right.substring(1), right + "0", right.toUpperCase()}) {
            assertThat(VENDOR.isSignedBy(wrong, "1714037059", "486452656")).isFalse();
        }
    }

    @Test
    void refusesWhatIsForAnotherAccountOrKey() {
        assertThat(crypto("pamtest", WX_JAVA_KEY, "wxb11529c136998cb7").decrypt(WX_JAVA_ENCRYPTED))
                .isEmpty();
        assertThat(crypto("pamtest", WX_JAVA_KEY, "wxb11529c136998cb").decrypt(WX_JAVA_ENCRYPTED))
                .isEmpty();
        assertThat(VENDOR.decrypt(WX_JAVA_ENCRYPTED)).isEmpty();
    }

    @Test
    void refusesEveryTamperedByte() {
        var crypto = crypto("pamtest", WX_JAVA_KEY, WX_JAVA_APP);
        var bytes = Base64.getDecoder().decode(WX_JAVA_ENCRYPTED);
        for (int i = 0; i < bytes.length; i++) {
            var tampered = bytes.clone();
            tampered[i] ^= 1;
            var text = Base64.getEncoder().encodeToString(tampered);
            var signature = crypto.signature("1409304348", "xxxxxx", WX_JAVA_ENCRYPTED);
            assertThat(crypto.isSignedBy(signature, "1409304348", "xxxxxx", text)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void refusesWhatIsNoCipherText(String text) {
        assertThat(VENDOR.decrypt(text)).isEmpty();
    }

    @Test
    void takesAKeyWhoseLastCharacterCarriesSpareBits() {
        assertThat(crypto("t", "A".repeat(42) + "B", "wx1234").decrypt("AAAA")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void refusesAKeyOfTheWrongLengthWithoutQuotingIt(String key) {
        assertThatThrownBy(() -> crypto("t", key, "wx1234"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encodingAesKey")
                .hasMessageNotContaining(key);
    }
}
