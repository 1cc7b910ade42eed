package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
                "customer service"
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
                "订单 A1001"
            })
    void doesNotHearItWhereThereIsNone(String said) {
        assertThat(PersonWish.wantsPerson(said)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"取消排队", "返回机器人", "不等了", "back to the bot", "cancel", "leave the queue"})
    void hearsTheWishToLeaveTheQueue(String said) {
        assertThat(PersonWish.wantsBot(said)).isTrue();
    }
}
