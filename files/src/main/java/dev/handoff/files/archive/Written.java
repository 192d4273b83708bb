package dev.handoff.files.archive;

/**
 * A member with everything the directory says of it.
 *
 * @param offset of its local header from the beginning of the archive
 * @param packedSize in bytes, as it stands in the archive
 * @param size in bytes before packing
 * @param crc32 of the bytes before packing
 */
record Written(ZipMember member, long offset, long packedSize, long size, long crc32) {}
