/**
 * Skills that are one file of the deploy folder: what all of them have in common, and the bundle
 * that each becomes. Read by the formats (YAML, WebAssembly) and by the bundles made here.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.dragoman.authoring;
