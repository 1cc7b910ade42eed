/** What is installed and how it does: health, and the plug-ins of the deploy folder. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.catalog;
