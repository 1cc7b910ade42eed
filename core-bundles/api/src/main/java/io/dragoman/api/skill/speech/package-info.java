/**
 * How people name numbers, amounts, days and the like in Chinese and English; what the slot types
 * of the API are made of. Not exported: plug-ins use {@code SlotType}.
 */
package io.dragoman.api.skill.speech;
