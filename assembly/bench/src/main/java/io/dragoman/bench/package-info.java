/**
 * The load tool: open-loop load on a running instance through its public protocol, with a check
 * that nothing was lost, doubled or out of order.
 */
package io.dragoman.bench;
