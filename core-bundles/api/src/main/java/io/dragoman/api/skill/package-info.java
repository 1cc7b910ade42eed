/** The SPI of a skill: a small dialogue with slots, steps, tools and cards. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.dragoman.api.skill;
