package io.dragoman.storage;

/**
 * A brand or shop; everything belongs to one.
 *
 * @param zone its IANA time zone, for example {@code Asia/Shanghai}
 * @param language the language of its first greeting: {@code zh-CN} or {@code en}
 * @param isDefault whether it is meant where no site is named; true of one site
 */
public record Site(
        String id, String nameZh, String nameEn, String zone, String language, boolean isDefault) {

    /** A site that is not the default. */
    public Site(String id, String nameZh, String nameEn, String zone, String language) {
        this(id, nameZh, nameEn, zone, language, false);
    }

    /** The same, as the default or not. */
    public Site asDefault(boolean wanted) {
        return new Site(id, nameZh, nameEn, zone, language, wanted);
    }
}
