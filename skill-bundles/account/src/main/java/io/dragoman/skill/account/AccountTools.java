package io.dragoman.skill.account;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.PostalAddress;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Tool.Caller;
import io.dragoman.api.skill.Tool.Result;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tools that look customers up, under the names and in the form of the retail tools of τ-bench.
 * Customers find and change themselves only; anybody else is to them as if not there.
 */
record AccountTools(Shops shops) {

    private static final String ERROR = "Error: ";
    private static final Result NOT_FOUND = new Result.Failed(ERROR + "user not found");

    /** By e-mail. */
    record ByEmail(@Means("The e-mail address, such as 'something@example.com'") String email) {}

    /** By name and postcode. */
    record ByName(
            @Means("The first name, such as 'John'") String first_name,
            @Means("The last name, such as 'Doe'") String last_name,
            @Means("The postcode, such as '12345'") String zip) {}

    /** By id. */
    record ById(@Means("The user id, such as 'sara_doe_496'") String user_id) {}

    /** Who moves where. */
    record Move(
            @Means("The user id, such as 'sara_doe_496'") String user_id,
            @Means("First line of the address, such as '123 Main St'") String address1,
            @Means("Second line, such as 'Apt 1', or ''") String address2,
            @Means("The city, such as 'San Francisco'") String city,
            @Means("The state, such as 'CA'") String state,
            @Means("The country, such as 'USA'") String country,
            @Means("The postcode, such as '12345'") String zip) {

        static Move of(String customer, PostalAddress to) {
            return new Move(
                    customer,
                    to.line1(),
                    to.line2(),
                    to.city(),
                    to.state(),
                    to.country(),
                    to.postcode());
        }

        private Change change() {
            return new Change.CustomerAddress(
                    user_id, new PostalAddress(address1, address2, city, state, country, zip));
        }
    }

    Tool<ByEmail> byEmail() {
        return Tool.reading(
                "find_user_id_by_email",
                "The id of the customer with an e-mail address",
                ByEmail.class,
                (wanted, caller) -> found(caller, sales -> sales.customerByEmail(wanted.email())));
    }

    Tool<ByName> byName() {
        return Tool.reading(
                "find_user_id_by_name_zip",
                "The id of the customer of a name and postcode. Use it only where the e-mail"
                        + " address is not known or finds nobody.",
                ByName.class,
                (wanted, caller) ->
                        found(
                                caller,
                                sales ->
                                        sales.customerByName(
                                                wanted.first_name(),
                                                wanted.last_name(),
                                                wanted.zip())));
    }

    Tool<ById> details() {
        return Tool.reading(
                "get_user_details",
                "All about a customer: name, address, e-mail, payment methods, order ids",
                ById.class,
                (wanted, caller) ->
                        with(
                                caller,
                                sales ->
                                        sales.account(wanted.user_id())
                                                .filter(a -> caller.mayActFor(a.customerId()))
                                                .<Result>map(a -> new Result.Ok(a.tree()))
                                                .orElse(NOT_FOUND)));
    }

    Tool<Move> move() {
        return Tool.changing(
                "modify_user_address",
                "Change the default address of a customer. Orders under way keep theirs.",
                Move.class,
                (wanted, caller) ->
                        caller.mayActFor(wanted.user_id())
                                ? with(caller, sales -> moved(sales, wanted, caller))
                                : NOT_FOUND);
    }

    private static Result moved(AfterSales sales, Move wanted, Caller caller) {
        return switch (sales.apply(wanted.change(), caller.key())) {
            case Verdict.Accepted done ->
                    new Result.Ok(done.account().map(Account::tree).orElseThrow());
            case Verdict.Refused no -> new Result.Failed(ERROR + no.message());
        };
    }

    private Result found(Caller caller, Function<AfterSales, Optional<String>> search) {
        return with(
                caller,
                sales ->
                        search.apply(sales)
                                .filter(caller::mayActFor)
                                .<Result>map(Result.Ok::new)
                                .orElse(NOT_FOUND));
    }

    private Result with(Caller caller, Function<AfterSales, Result> then) {
        return shops.of(caller.site())
                .flatMap(Shop::afterSales)
                .map(then)
                .orElseGet(
                        () ->
                                new Result.Failed(
                                        ERROR
                                                + "no order system is connected for the site '"
                                                + caller.site()
                                                + "'"));
    }
}
