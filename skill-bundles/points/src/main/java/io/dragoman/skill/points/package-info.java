/** The skill that tells customers their loyalty points; the example of the developer's guide. */
package io.dragoman.skill.points;
