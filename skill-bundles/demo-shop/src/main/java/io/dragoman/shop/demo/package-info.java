/** A shop with made-up customers, orders and parcels, for trying Dragoman without an ERP. */
package io.dragoman.shop.demo;
