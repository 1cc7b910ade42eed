/** Plug-ins that fail, which the drill drops into the deploy folder of the instance it tests. */
package io.dragoman.bench.fault;
