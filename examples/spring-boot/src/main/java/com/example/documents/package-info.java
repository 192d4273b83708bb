/**
 * Documents of several people: sign in, download, watch, share. {@code DocumentController} decides
 * who may have what; who delivers the bytes is a matter of configuration.
 */
@NullMarked
package com.example.documents;

import org.jspecify.annotations.NullMarked;
