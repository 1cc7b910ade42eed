package io.dragoman.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class LanguagesTest {

    @Test
    void oneChineseCharacterMakesASentenceChinese() {
        assertThat(Languages.detect("我的 order A1001 呢")).contains("zh-CN");
    }

    @Test
    void wordsMakeASentenceEnglish() {
        assertThat(Languages.detect("where is order A1001?")).contains("en");
        assertThat(Languages.detect("hi")).contains("en");
    }

    @Test
    void numbersCodesAndEmojiSayNothing() {
        assertThat(Languages.detect("A1001")).isEmpty();
        assertThat(Languages.detect("123")).isEmpty();
        assertThat(Languages.detect("😀")).isEmpty();
        assertThat(Languages.detect("91330106MA27XXXX1A")).isEmpty();
        assertThat(Languages.detect("XL")).isEmpty();
        assertThat(Languages.detect("500 ml")).isEmpty();
        assertThat(Languages.detect("skill:order-query?order=DM100001")).isEmpty();
    }

    @Test
    void sizesAreNoWordsAndWhatLooksLikeOneIs() {
        assertThat(Languages.detect("S M L XXL XXXL")).isEmpty();
        assertThat(Languages.detect("XXXXL")).contains("en");
        assertThat(Languages.detect("XX")).contains("en");
        assertThat(Languages.detect("small A1")).isEmpty();
        assertThat(Languages.detect("smaller A1")).contains("en");
        assertThat(Languages.detect("ok ٣")).isEmpty();
        assertThat(Languages.detect("𠮷")).contains("zh-CN");
        assertThat(Languages.detect("ça")).isEmpty();
        assertThat(Languages.detect("")).isEmpty();
    }

    @Test
    void idsNeverRepeatAndSortByTime() {
        var ids = new Ids(Clock.systemUTC(), new SecureRandom());
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.next())).isTrue();
        }
        assertThat(ids.next()).hasSize(26).matches("[0-9a-z]+");
    }
}
