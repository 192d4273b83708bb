/** An app that writes files to its clients, as servlets have always done. */
@NullMarked
package com.example.reports;

import org.jspecify.annotations.NullMarked;
