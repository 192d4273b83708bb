/**
 * Reads {@code handoff.yaml}: from text to a checked configuration, or to every problem at once.
 *
 * <p>The way: {@code YamlText} (octets to text), {@code YamlTree} (text to nodes with lines),
 * {@code Section} (one map of the file against the table in {@code Keys}), one reader per part of
 * the file, and {@code Routes} for what several parts claim together. {@link
 * dev.handoff.gateway.config.yaml.ConfigFile} is the door.
 */
@NullMarked
package dev.handoff.gateway.config.yaml;

import org.jspecify.annotations.NullMarked;
