/** The skill that tells where a parcel is. */
package io.dragoman.skill.logistics;
