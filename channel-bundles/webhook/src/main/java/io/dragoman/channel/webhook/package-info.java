/** The webhook channel: any system in by REST or signed calls, out by Standard Webhooks. */
package io.dragoman.channel.webhook;
