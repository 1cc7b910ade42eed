package io.dragoman.api.shop;

/**
 * A customer as the shop knows them.
 *
 * @param tier membership level: {@code regular}, {@code silver}, {@code gold}, {@code vip}
 */
public record Customer(String id, String name, String tier, String phone, String email) {}
