/** A running distribution and those who talk to it: customers, agents, programs, integrators. */
package io.dragoman.itests.harness;
