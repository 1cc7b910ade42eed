/** The skill that works out what a cart costs with the best combination of discounts. */
package io.dragoman.skill.coupon;
