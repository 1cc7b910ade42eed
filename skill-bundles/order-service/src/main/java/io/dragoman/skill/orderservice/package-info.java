/** Skills that change orders: cancel, address, payment, items, returns, exchanges, invoices. */
package io.dragoman.skill.orderservice;
