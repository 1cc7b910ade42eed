package io.dragoman.storage;

/**
 * A brand or shop; everything belongs to one.
 *
 * @param zone its IANA time zone, for example {@code Asia/Shanghai}
 * @param language the language of its first greeting: {@code zh-CN} or {@code en}
 */
public record Site(String id, String nameZh, String nameEn, String zone, String language) {}
