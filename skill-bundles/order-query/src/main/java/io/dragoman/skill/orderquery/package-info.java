/** The skill that shows customers their orders. */
package io.dragoman.skill.orderquery;
