package io.dragoman.authoring.yaml;

import io.dragoman.api.message.Part;
import io.dragoman.authoring.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is said to the customer: a text, a card, choices, in this order. Immutable.
 *
 * @param say a text
 * @param card a titled block of fields and buttons
 * @param choices a question with options
 */
record Reply(Optional<LocalTemplate> say, Optional<Card> card, Optional<Choices> choices) {

    /** The keys that are read here. */
    static final Set<String> KEYS = Set.of("say", "card", "choices");

    /** More lines of a card or options than this are left out: nobody reads them in a chat. */
    private static final int MAX_LINES = 20;

    /** A card. */
    record Card(LocalTemplate title, List<Line> fields, List<Button> buttons) {}

    /** A line of a card, or one for each item of a list. */
    record Line(Optional<List<String>> each, LocalTemplate label, LocalTemplate value) {}

    /** A question with options. */
    record Choices(LocalTemplate prompt, List<Button> options) {}

    /** A button, or one for each item of a list. */
    record Button(Optional<List<String>> each, LocalTemplate label, LocalTemplate sends) {}

    static Reply read(Source source, Templates templates) {
        return new Reply(
                source.find("say").map(templates::readLocal),
                source.find("card").map(card -> card(card, templates)),
                source.find("choices").map(choices -> choices(choices, templates)));
    }

    private static Card card(Source source, Templates templates) {
        source.entries(Set.of("title", "fields", "buttons"));
        return new Card(
                templates.readLocal(source.need("title")),
                source.find("fields").map(Source::items).orElse(List.of()).stream()
                        .map(line -> line(line, templates))
                        .toList(),
                buttons(source.find("buttons"), templates));
    }

    private static Line line(Source source, Templates templates) {
        source.entries(Set.of("each", "label", "value"));
        var inside = inside(source, templates);
        return new Line(
                source.find("each").map(templates::path),
                inside.readLocal(source.need("label")),
                inside.readLocal(source.need("value")));
    }

    private static Choices choices(Source source, Templates templates) {
        source.entries(Set.of("prompt", "options"));
        return new Choices(
                templates.readLocal(source.need("prompt")),
                buttons(Optional.of(source.need("options")), templates));
    }

    private static List<Button> buttons(Optional<Source> source, Templates templates) {
        return source.map(Source::items).orElse(List.of()).stream()
                .map(button -> button(button, templates))
                .toList();
    }

    private static Button button(Source source, Templates templates) {
        source.entries(Set.of("each", "label", "sends"));
        var inside = inside(source, templates);
        return new Button(
                source.find("each").map(templates::path),
                inside.readLocal(source.need("label")),
                inside.readLocal(source.need("sends")));
    }

    private static Templates inside(Source source, Templates templates) {
        return source.find("each").isPresent() ? templates.with("item") : templates;
    }

    /** The parts, in the customer's language. */
    List<Part> parts(Scope scope) {
        var parts = new ArrayList<Part>();
        say.ifPresent(text -> parts.add(Part.text(text.render(scope))));
        card.ifPresent(
                block ->
                        parts.add(
                                new Part.Card(
                                        block.title().render(scope),
                                        fields(block.fields(), scope),
                                        actions(block.buttons(), scope))));
        choices.ifPresent(
                question ->
                        parts.add(
                                new Part.Choices(
                                        question.prompt().render(scope),
                                        actions(question.options(), scope))));
        return parts;
    }

    /** A line without a value is left out. */
    private static List<Part.Card.Field> fields(List<Line> lines, Scope scope) {
        return lines.stream()
                .flatMap(
                        line ->
                                scopes(line.each(), scope).stream()
                                        .map(
                                                inside ->
                                                        new Part.Card.Field(
                                                                line.label().render(inside),
                                                                line.value().render(inside))))
                .filter(field -> !field.value().isBlank())
                .limit(MAX_LINES)
                .toList();
    }

    private static List<Part.Action> actions(List<Button> buttons, Scope scope) {
        return buttons.stream()
                .flatMap(
                        button ->
                                scopes(button.each(), scope).stream()
                                        .map(
                                                inside ->
                                                        new Part.Action(
                                                                button.label().render(inside),
                                                                button.sends().render(inside))))
                .limit(MAX_LINES)
                .toList();
    }

    private static List<Scope> scopes(Optional<List<String>> each, Scope scope) {
        return each.map(
                        path ->
                                scope.items(path).stream()
                                        .limit(MAX_LINES)
                                        .map(item -> scope.with("item", item))
                                        .toList())
                .orElse(List.of(scope));
    }
}
