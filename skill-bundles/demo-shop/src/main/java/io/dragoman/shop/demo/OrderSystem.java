package io.dragoman.shop.demo;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.ProductType;
import io.dragoman.api.shop.ShopUnavailableException;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.shop.Verdict.Accepted;
import io.dragoman.api.shop.Verdict.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order system of the demo shop. One change at a time: it is decided, written to the journal,
 * and only then seen by readers, who never wait. Thread-safe.
 */
final class OrderSystem implements AfterSales {

    private static final int KEYS_KEPT = 10_000;

    private final Clerk clerk;
    private final Journal journal;
    private volatile Stock stock;
    // Guarded by this.
    private final Map<String, Journal.Entry> byKey =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Journal.Entry> eldest) {
                    return size() > KEYS_KEPT;
                }
            };

    /** Opens the shop in the state that the journal tells. */
    OrderSystem(Book book, Journal journal, Clock clock) {
        this.clerk = new Clerk(clock);
        this.journal = journal;
        var entries = journal.entries(book);
        entries.forEach(this::remember);
        this.stock = new Stock(book).with(entries);
    }

    /** Forgets every change, and goes on with this shop as it was loaded. */
    synchronized void reset(Book book) throws IOException {
        journal.begin(book.id());
        byKey.clear();
        stock = new Stock(book);
    }

    /** The shop as it stands now. */
    Shelf shelf() {
        return stock;
    }

    @Override
    public Verdict check(Change change) {
        return clerk.decide(change, stock);
    }

    @Override
    public synchronized Verdict apply(Change change, Optional<String> key) {
        var earlier = key.map(byKey::get);
        if (earlier.isPresent()) {
            return again(change, earlier.get());
        }
        var verdict = clerk.decide(change, stock);
        if (verdict instanceof Accepted accepted) {
            var entry = Journal.Entry.of(key, change, accepted);
            try {
                journal.append(entry);
            } catch (IOException e) {
                throw new ShopUnavailableException("The change could not be written down", e);
            }
            remember(entry);
            stock = stock.with(List.of(entry));
        }
        return verdict;
    }

    private Verdict again(Change change, Journal.Entry earlier) {
        if (!earlier.change().equals(Journal.Entry.name(change))) {
            return new Verdict.Refused(
                    Reason.KEY_REUSED, "the key has been used for another change");
        }
        return new Accepted(
                earlier.difference(),
                stock.book().currency(),
                earlier.order().flatMap(order -> stock.order(order.number())),
                earlier.account().flatMap(account -> stock.account(account.customerId())));
    }

    private void remember(Journal.Entry entry) {
        entry.key().ifPresent(key -> byKey.put(key, entry));
    }

    @Override
    public String currency() {
        return stock.book().currency();
    }

    @Override
    public Optional<Account> account(String customerId) {
        return stock.account(customerId);
    }

    @Override
    public Optional<String> customerByEmail(String email) {
        return stock.accounts().stream()
                .filter(account -> account.email().equalsIgnoreCase(email))
                .map(Account::customerId)
                .findFirst();
    }

    @Override
    public Optional<String> customerByName(String firstName, String lastName, String postcode) {
        return stock.accounts().stream()
                .filter(account -> account.firstName().equalsIgnoreCase(firstName))
                .filter(account -> account.lastName().equalsIgnoreCase(lastName))
                .filter(account -> account.address().postcode().equals(postcode))
                .map(Account::customerId)
                .findFirst();
    }

    @Override
    public Optional<OrderRecord> order(String orderNumber) {
        return stock.order(orderNumber);
    }

    @Override
    public Optional<ProductType> productType(String productId) {
        return stock.product(productId);
    }

    @Override
    public List<ProductType> productTypes() {
        return List.copyOf(stock.book().products().values());
    }

    @Override
    public Optional<Duration> returnWindow() {
        return stock.book().returnWindow();
    }

    /** A book and what has changed since; immutable. */
    private record Stock(
            Book book, Map<String, Account> newAccounts, Map<String, OrderRecord> newOrders)
            implements Shelf {

        Stock(Book book) {
            this(book, Map.of(), Map.of());
        }

        Stock with(List<Journal.Entry> entries) {
            var nextAccounts = new LinkedHashMap<>(newAccounts);
            var nextOrders = new LinkedHashMap<>(newOrders);
            for (var entry : entries) {
                entry.account().ifPresent(now -> nextAccounts.put(now.customerId(), now));
                entry.order().ifPresent(now -> nextOrders.put(now.number(), now));
            }
            return new Stock(book, nextAccounts, nextOrders);
        }

        @Override
        public Optional<Account> account(String customerId) {
            return Optional.ofNullable(newAccounts.get(customerId))
                    .or(() -> Optional.ofNullable(book.accounts().get(customerId)));
        }

        @Override
        public Collection<Account> accounts() {
            return book.accounts().values().stream()
                    .map(loaded -> newAccounts.getOrDefault(loaded.customerId(), loaded))
                    .toList();
        }

        @Override
        public Optional<OrderRecord> order(String number) {
            return Optional.ofNullable(newOrders.get(number))
                    .or(() -> Optional.ofNullable(book.orders().get(number)));
        }

        @Override
        public Collection<OrderRecord> orders() {
            return book.orders().values().stream()
                    .map(loaded -> newOrders.getOrDefault(loaded.number(), loaded))
                    .toList();
        }
    }
}
