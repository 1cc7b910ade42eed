/** Classes for the boot class path; they may use the JDK only. */
package io.dragoman.launcher.boot;
