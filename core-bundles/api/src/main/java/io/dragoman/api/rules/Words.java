package io.dragoman.api.rules;

/** Looks for words as analysts write them: {@code 退款|refund*}. */
final class Words {

    private Words() {}

    /** Whether the text has one of the words: the plain way, which is right for few rules. */
    static boolean occur(String text, String words) {
        int from = 0;
        while (from < words.length()) {
            int end = end(words, from);
            if (end > from && occurs(text, words, from, end)) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    private static int end(String words, int from) {
        int bar = words.indexOf('|', from);
        return bar < 0 ? words.length() : bar;
    }

    /** Whether the text is one of the words, punctuation and space around it aside. */
    static boolean are(String text, String words) {
        int begin = 0;
        int stop = text.length();
        while (begin < stop && !Character.isLetterOrDigit(text.codePointAt(begin))) {
            begin += Character.charCount(text.codePointAt(begin));
        }
        while (stop > begin && !Character.isLetterOrDigit(text.codePointBefore(stop))) {
            stop -= Character.charCount(text.codePointBefore(stop));
        }
        int length = stop - begin;
        int from = 0;
        while (from < words.length()) {
            int end = end(words, from);
            if (end > from
                    && end - from == length
                    && text.regionMatches(begin, words, from, length)) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    private static boolean occurs(String text, String words, int from, int end) {
        boolean open = words.charAt(end - 1) == '*';
        int stop = open ? end - 1 : end;
        int length = stop - from;
        if (length == 0) {
            return false;
        }
        boolean wordBegins = isLatin(words.charAt(from));
        boolean wordEnds = !open && isLatin(words.charAt(stop - 1));
        char first = words.charAt(from);
        for (int at = text.indexOf(first);
                at >= 0 && at + length <= text.length();
                at = text.indexOf(first, at + 1)) {
            if (text.regionMatches(at, words, from, length)
                    && !(wordBegins && at > 0 && isLatin(text.charAt(at - 1)))
                    && !(wordEnds
                            && at + length < text.length()
                            && isLatin(text.charAt(at + length)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether two letters next to each other belong to one word of a language that has spaces. */
    static boolean oneWord(char first, char second) {
        return isLatin(first) && isLatin(second);
    }

    /** English is cut into words, Chinese is not. */
    private static boolean isLatin(char c) {
        return c < 0x250 && Character.isLetterOrDigit(c);
    }
}
