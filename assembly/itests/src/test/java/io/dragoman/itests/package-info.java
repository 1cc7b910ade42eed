/** Tests of the distribution: from outside as a process, and from inside with Pax Exam. */
package io.dragoman.itests;
