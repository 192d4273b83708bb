/**
 * Writes ZIP archives (PKWARE's APPNOTE 6.3.10) while they are sent: nothing is spooled, nothing is
 * held but what the directory at the end needs of each member.
 *
 * <p>In: members and where their bytes are. Out: the octets of the archive, from any place if every
 * record can be made beforehand. The door is {@link dev.handoff.files.archive.ZipBytes}. Names come
 * in clean. May use core and the JDK.
 */
@NullMarked
package dev.handoff.files.archive;

import org.jspecify.annotations.NullMarked;
