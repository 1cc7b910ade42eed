/** Tools that other agents need beside those of the shop. */
package io.dragoman.skill.desktools;
