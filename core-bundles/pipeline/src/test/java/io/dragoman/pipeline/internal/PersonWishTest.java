package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonWishTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "人工",
                "转人工",
                "人工客服",
                "我要人工服务",
                "帮我转人工",
                "找真人",
                "我想找客服",
                "不要机器人",
                "人工！",
                "agent",
                "Agent",
                "human",
                "talk to a person",
                "I want to speak to a real person",
                "can I talk to someone?",
                "connect me with an agent",
                "I need a human",
                "get me a representative",
                "live agent",
                "customer service",
                "human please",
                "An agent, please!",
                "representative please",
                "请转人工谢谢",
                "人工人工人工",
                "人 工",
                "人\u200b工",
                "ＡＧＥＮＴ"
            })
    void hearsTheWishForAPerson(String said) {
        assertThat(PersonWish.wantsPerson(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "什么时候发货",
                "客服几点上班",
                "人工智能是什么",
                "你们的客服电话是多少",
                "where is my order",
                "do you sell cleaning agents?",
                "is this human hair?",
                "person of the year mug",
                "订单 A1001",
                "please",
                "human please wait",
                "please change the address"
            })
    void doesNotHearItWhereThereIsNone(String said) {
        assertThat(PersonWish.wantsPerson(said)).isFalse();
    }

    @Test
    @Timeout(5)
    void isNotKeptBusyByWordsThatGoOnAndOn() {
        assertThat(PersonWish.wantsPerson("人工".repeat(99) + "x")).isFalse();
        assertThat(PersonWish.wantsPerson("agent please please please please x".repeat(5)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"取消排队", "返回机器人", "不等了", "back to the bot", "cancel", "leave the queue"})
    void hearsTheWishToLeaveTheQueue(String said) {
        assertThat(PersonWish.wantsBot(said)).isTrue();
    }
}
