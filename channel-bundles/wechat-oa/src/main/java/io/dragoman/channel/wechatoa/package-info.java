/** The channel of a WeChat Official Account in safe mode. */
package io.dragoman.channel.wechatoa;
