package io.dragoman.ai.langchain4j;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a sentence into the word pieces a BERT model was trained on, as the {@code tokenizer.json}
 * of Hugging Face describes them (BertNormalizer, BertPreTokenizer, WordPiece). In Java, because
 * the usual library brings a native part and a download cache for this one table look-up.
 * Immutable, thread-safe.
 */
final class WordPieces {

    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> vocabulary;
    private final boolean lowerCase;
    private final int unknown;
    private final int start;
    private final int end;

    private WordPieces(Map<String, Integer> vocabulary, boolean lowerCase) {
        this.vocabulary = vocabulary;
        this.lowerCase = lowerCase;
        this.unknown = vocabulary.get("[UNK]");
        this.start = vocabulary.get("[CLS]");
        this.end = vocabulary.get("[SEP]");
    }

    /**
     * Reads a vocabulary.
     *
     * @param lowerCase whether to fold case and accents before the look-up
     */
    static WordPieces read(InputStream tokenizerJson, boolean lowerCase) throws IOException {
        var pieces = new HashMap<String, Integer>(64_000);
        try (var parser = new JsonFactory().createParser(tokenizerJson)) {
            find(parser, "model");
            find(parser, "vocab");
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                pieces.put(parser.currentName(), parser.nextIntValue(-1));
            }
        }
        if (!pieces.keySet().containsAll(List.of("[UNK]", "[CLS]", "[SEP]"))) {
            throw new IOException("The tokenizer.json holds no vocabulary of a BERT model");
        }
        return new WordPieces(pieces, lowerCase);
    }

    /** Goes on to a field of the object that begins here or has begun. */
    private static void find(JsonParser parser, String field) throws IOException {
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                if (field.equals(parser.currentName())) {
                    return;
                }
                parser.nextToken();
                parser.skipChildren();
            }
        }
        throw new IOException("The tokenizer.json holds no " + field);
    }

    /** The ids of the pieces with the marks for start and end; cut off after {@code longest}. */
    long[] ids(String text, int longest) {
        var ids = new ArrayList<Integer>();
        ids.add(start);
        for (String word : words(text)) {
            if (ids.size() >= longest) {
                break;
            }
            addPieces(word, ids);
        }
        var kept = ids.subList(0, Math.min(ids.size(), longest - 1));
        var result = new long[kept.size() + 1];
        for (int i = 0; i < kept.size(); i++) {
            result[i] = kept.get(i);
        }
        result[kept.size()] = end;
        return result;
    }

    private List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        normal(text)
                .codePoints()
                .forEach(
                        c -> {
                            if (isSpace(c)) {
                                flush(word, words);
                            } else if (isIdeograph(c) || isPunctuation(c)) {
                                flush(word, words);
                                words.add(Character.toString(c));
                            } else {
                                word.appendCodePoint(c);
                            }
                        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private String normal(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isControl(c)).forEach(clean::appendCodePoint);
        if (!lowerCase) {
            return clean.toString();
        }
        var bare = new StringBuilder(clean.length());
        Normalizer.normalize(clean, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .map(Character::toLowerCase)
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private void addPieces(String word, List<Integer> ids) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            ids.add(unknown);
            return;
        }
        var found = new ArrayList<Integer>();
        int from = 0;
        while (from < word.length()) {
            int to = longestPiece(word, from);
            if (to == from) {
                ids.add(unknown);
                return;
            }
            found.add(vocabulary.get(piece(word, from, to)));
            from = to;
        }
        ids.addAll(found);
    }

    private int longestPiece(String word, int from) {
        for (int to = word.length(); to > from; to--) {
            if (vocabulary.containsKey(piece(word, from, to))) {
                return to;
            }
        }
        return from;
    }

    private static String piece(String word, int from, int to) {
        return from == 0 ? word.substring(0, to) : "##" + word.substring(from, to);
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isControl(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        if (c == 0 || c == 0xFFFD) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int c) {
        boolean ascii =
                (c >= '!' && c <= '/')
                        || (c >= ':' && c <= '@')
                        || (c >= '[' && c <= '`')
                        || (c >= '{' && c <= '~');
        return ascii
                || switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }

    private static boolean isIdeograph(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B73F)
                || (c >= 0x2B740 && c <= 0x2B81F)
                || (c >= 0x2B920 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }
}
