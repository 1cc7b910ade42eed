package io.dragoman.api.shop;

import java.time.Instant;

/** A customer's loyalty points. */
public record Points(int balance, int expiring, Instant expiringAt) {}
