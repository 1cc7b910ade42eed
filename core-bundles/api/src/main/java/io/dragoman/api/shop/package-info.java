/** The small port to a shop's order system; an integrator puts an ERP behind it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.dragoman.api.shop;
