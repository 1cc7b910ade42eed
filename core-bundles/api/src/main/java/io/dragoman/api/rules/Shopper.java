package io.dragoman.api.rules;

/**
 * Whose cart the price rules look at.
 *
 * @param tier {@code anonymous}, {@code regular}, {@code silver}, {@code gold} or {@code vip}
 */
public record Shopper(String tier) {}
