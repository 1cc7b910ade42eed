package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoursTest {

    @Test
    void daysOfOneSpanAreShownOneByOne() {
        var view = Hours.view(Optional.of("1-2 09:00-18:00; 6 10:00-24:00"), "Asia/Shanghai");
        assertThat(view).containsEntry("zone", "Asia/Shanghai");
        assertThat((List<?>) view.get("spans")).hasSize(3);
        assertThat(view.get("spans").toString())
                .contains("day=MON", "day=TUE", "day=SAT", "to=24:00");
    }

    @Test
    void withoutHoursItIsAlwaysOpen() {
        assertThat(Hours.view(Optional.empty(), "UTC"))
                .isEqualTo(Map.of("zone", "UTC", "spans", List.of(), "holidays", List.of()));
    }
}
