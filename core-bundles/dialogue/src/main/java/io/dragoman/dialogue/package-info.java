/**
 * Skills and their dialogues: which skills are installed, which of them a sentence means, the
 * asking for slots, and the calling of tools. Knows no channel, no store and no container; the
 * components are thin.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.dialogue;
