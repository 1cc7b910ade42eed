package io.dragoman.knowledge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourtesiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "您好，请问什么时候发货？谢谢！|什么时候发货",
                "你好在吗，想问一下怎么退货|怎么退货",
                "亲，能开发票吗，麻烦了亲|能开发票吗",
                "客服几点上班|客服几点上班",
                "亲子装有吗|亲子装有吗",
                "Hi, can I pay with Alipay? Thanks!|can I pay with Alipay",
                "Hello there could you please tell me where my refund is, please|where my refund is",
                "history of my orders|history of my orders",
                "please|please",
                "谢谢|谢谢",
                "你好|你好"
            })
    void keepsTheQuestionAlone(String said, String question) {
        assertThat(Courtesies.strip(said)).isEqualTo(question);
    }
}
