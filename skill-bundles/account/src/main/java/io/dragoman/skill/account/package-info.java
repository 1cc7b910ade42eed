/** The skill that finds customers and changes what the shop knows of them. */
package io.dragoman.skill.account;
