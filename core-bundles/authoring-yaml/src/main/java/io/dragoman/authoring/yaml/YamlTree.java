package io.dragoman.authoring.yaml;

import io.dragoman.authoring.FaultyFileException;
import io.dragoman.authoring.Source;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML 1.2 file as a tree that knows its lines. Anchors and aliases are understood; tags make
 * nothing but what YAML's core has. Keys that stand twice, and files that grow by aliases, are
 * refused.
 */
final class YamlTree {

    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 20_000;
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}\\.[0-9]{1,18}");

    private int values;

    private YamlTree() {}

    /**
     * Reads a file.
     *
     * @throws FaultyFileException naming the line at which it is no YAML
     */
    static Source read(byte[] content) {
        var settings =
                LoadSettings.builder()
                        .setCodePointLimit(MAX_CHARACTERS)
                        .setMaxAliasesForCollections(50)
                        .setAllowDuplicateKeys(false)
                        .setAllowNonScalarKeys(true)
                        .setLabel("the file")
                        .build();
        var text = text(content);
        if (text.isBlank()) {
            throw new FaultyFileException(1, "the file is empty");
        }
        try {
            Node root =
                    new Compose(settings)
                            .composeString(text)
                            .orElseThrow(() -> new FaultyFileException(1, "it has no content"));
            return new YamlTree().source("", root, 0);
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            throw new FaultyFileException(
                    mark.map(at -> at.getLine() + 1).orElse(0), "it is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new FaultyFileException(0, "it is no YAML: " + e.getMessage());
        }
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new FaultyFileException(0, "it is not in UTF-8");
        }
    }

    private Source source(String path, Node node, int depth) {
        int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            throw new FaultyFileException(
                    line, "it has more than " + MAX_DEPTH + " levels or " + MAX_VALUES + " values");
        }
        return switch (node) {
            case MappingNode map -> new Source(path, line, map(path, map, depth));
            case SequenceNode list -> new Source(path, line, list(path, list, depth));
            case ScalarNode scalar -> new Source(path, line, plain(scalar));
            default -> throw new FaultyFileException(line, "it has an alias without its anchor");
        };
    }

    private Object map(String path, MappingNode node, int depth) {
        var map = new LinkedHashMap<String, Source>();
        for (var entry : node.getValue()) {
            int line = entry.getKeyNode().getStartMark().map(Mark::getLine).orElse(-1) + 1;
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new FaultyFileException(line, path + ": a key must be a text");
            }
            var value = source(Source.below(path, key.getValue()), entry.getValueNode(), depth + 1);
            // A fault in a value is looked for where its key stands.
            var known = map.put(key.getValue(), new Source(value.path(), line, value.value()));
            if (known != null) {
                throw new FaultyFileException(line, value.path() + ": stands twice");
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private List<Source> list(String path, SequenceNode node, int depth) {
        var list = new ArrayList<Source>();
        for (var item : node.getValue()) {
            list.add(source(Source.below(path, "" + (list.size() + 1)), item, depth + 1));
        }
        return List.copyOf(list);
    }

    /** A number only where it is written as one would write it, so that 007 stays what it is. */
    private static Object plain(ScalarNode node) {
        var text = node.getValue();
        if (!node.isPlain()) {
            return text;
        }
        if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case "", "null", "~" -> null;
            default -> text;
        };
    }
}
