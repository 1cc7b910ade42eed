/**
 * The engine of the storage port: one bundle that keeps everything in H2 or in MariaDB, with the
 * same schema and the same SQL.
 */
package io.dragoman.store.sql;
