package io.dragoman.shop.demo;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.ProductType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A shop as it was loaded, before any change. Immutable; the maps are never written to again, and
 * keep the order of the files.
 *
 * @param id says which files it came from
 * @param returnWindow in which goods can be sent back after delivery; empty for ever
 */
record Book(
        String id,
        String currency,
        Ledger ledger,
        Optional<Duration> returnWindow,
        Map<String, Account> accounts,
        Map<String, ProductType> products,
        Map<String, OrderRecord> orders) {}
