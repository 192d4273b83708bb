package dev.handoff.gateway.deliver.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.netty.util.concurrent.FastThreadLocal;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Every call into libc that the gateway makes itself (x86-64 and aarch64, whose numbers and layouts
 * agree for these). Loading the class throws a {@link LinkageError} elsewhere.
 *
 * <p>Calls return what the kernel returns, and on failure the negative errno, as Netty's own native
 * calls do. All may be called from any thread: arguments lie in memory of the calling thread, so
 * that nothing is allocated per call. None is linked as <em>critical</em>: a network file system
 * may keep any of them waiting, and a critical call keeps the collector waiting with it; it would
 * save 15 of the 550 ns that asking for a kept file takes.
 */
public final class LinuxCalls {
  static final int ENOENT = 2;
  static final int ENXIO = 6;
  static final int EAGAIN = 11;
  static final int EPERM = 1;
  static final int EACCES = 13;
  static final int EXDEV = 18;
  static final int ENOTDIR = 20;
  static final int ENODEV = 19;
  static final int ENFILE = 23;
  static final int EMFILE = 24;
  static final int ENAMETOOLONG = 36;
  static final int ENOSYS = 38;
  static final int ELOOP = 40;
  static final int EINVAL = 22;
  static final int EILSEQ = 84;

  static final int AT_FDCWD = -100;
  static final int O_NOFOLLOW = noFollow();
  static final int O_DIRECTORY = directory();
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;
  static final long RESOLVE_NO_MAGICLINKS = 0x02;
  static final long RESOLVE_NO_SYMLINKS = 0x04;
  static final long RESOLVE_BENEATH = 0x08;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int AT_STATX_DONT_SYNC = 0x4000;
  private static final int RENAME_NOREPLACE = 1;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_MORE = 0x8000;
  private static final long SIOCOUTQ = 0x5411;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_VERSION = 0x4 | 0x40 | 0x80 | 0x200; // nlink, mtime, ctime, size
  private static final long SYS_OPENAT2 = 437;

  /** Longest path the kernel takes, its final NUL included. */
  static final int PATH_MAX = 4096;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  private static final MethodHandle SYSCALL_OPENAT2 =
      LINKER.downcallHandle(
          symbol("syscall"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG),
          ERRNO,
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle OPENAT =
      LINKER.downcallHandle(
          symbol("openat"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
          ERRNO,
          Linker.Option.firstVariadicArg(3));
  private static final MethodHandle STATX =
      bind(
          "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle CLOSE =
      bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle READLINK =
      bind("readlink", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle UNLINKAT =
      bind("unlinkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RENAMEAT2 =
      bind(
          "renameat2",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle IOCTL =
      LINKER.downcallHandle(
          symbol("ioctl"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          ERRNO,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SEND =
      bind("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

  private static final MemorySegment NO_PATH = Arena.global().allocate(1);

  private static final FastThreadLocal<Scratch> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
          return new Scratch();
        }
      };

  /** Memory of one thread for arguments and results. */
  private static final class Scratch {
    private final Arena arena = Arena.ofAuto();
    final MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
    final MemorySegment statx = arena.allocate(256, 8);
    final MemorySegment how = arena.allocate(24, 8);
    final MemorySegment count = arena.allocate(8, 8);
    final MemorySegment path = arena.allocate(PATH_MAX);
    final MemorySegment target = arena.allocate(PATH_MAX);

    MemorySegment path(byte[] name) {
      return terminated(path, name);
    }

    MemorySegment target(byte[] name) {
      return terminated(target, name);
    }

    private static MemorySegment terminated(MemorySegment into, byte[] name) {
      MemorySegment.copy(name, 0, into, JAVA_BYTE, 0, name.length);
      into.set(JAVA_BYTE, name.length, (byte) 0);
      return into;
    }

    int errno() {
      return errno.get(JAVA_INT, ERRNO_OFFSET);
    }
  }

  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private LinuxCalls() {}

  /**
   * Octets that the peer of a TCP socket has not acknowledged yet, those not sent included
   * (SIOCOUTQ); empty when the descriptor is no connected socket any more.
   */
  public static OptionalInt unacknowledged(int socket) {
    Scratch scratch = SCRATCH.get();
    try {
      int result = (int) IOCTL.invokeExact(scratch.errno, socket, SIOCOUTQ, scratch.count);
      return result < 0 ? OptionalInt.empty() : OptionalInt.of(scratch.count.get(JAVA_INT, 0));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /**
   * Writes to a socket without blocking and without SIGPIPE.
   *
   * @param address of the first octet, in native memory
   * @param more the kernel may hold the octets back because more follow at once (MSG_MORE)
   * @return octets taken, or the negative errno
   */
  public static int send(int socket, long address, int length, boolean more) {
    Scratch scratch = SCRATCH.get();
    int flags = MSG_DONTWAIT | MSG_NOSIGNAL | (more ? MSG_MORE : 0);
    try {
      long sent = (long) SEND.invokeExact(scratch.errno, socket, address, (long) length, flags);
      return sent < 0 ? -scratch.errno() : (int) sent;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** openat2(2); the name must be shorter than {@link #PATH_MAX}. */
  static int openat2(int directory, byte[] name, long flags, long resolve) {
    Scratch scratch = SCRATCH.get();
    scratch.how.set(JAVA_LONG, 0, flags);
    scratch.how.set(JAVA_LONG, 8, 0L);
    scratch.how.set(JAVA_LONG, 16, resolve);
    try {
      long descriptor =
          (long)
              SYSCALL_OPENAT2.invokeExact(
                  scratch.errno,
                  SYS_OPENAT2,
                  directory,
                  scratch.path(name),
                  scratch.how,
                  scratch.how.byteSize());
      return descriptor < 0 ? -scratch.errno() : (int) descriptor;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** openat(2); the name must be shorter than {@link #PATH_MAX}. */
  static int openat(int directory, byte[] name, int flags) {
    Scratch scratch = SCRATCH.get();
    try {
      int descriptor =
          (int) OPENAT.invokeExact(scratch.errno, directory, scratch.path(name), flags);
      return descriptor < 0 ? -scratch.errno() : descriptor;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** What is known about an open descriptor; throws when the kernel refuses. */
  static FileStatus status(int descriptor) {
    Scratch scratch = SCRATCH.get();
    int result = statx(scratch, descriptor, NO_PATH, AT_EMPTY_PATH, STATX_BASIC_STATS);
    if (result < 0) {
      throw new IllegalStateException("statx on an open descriptor: errno " + -result);
    }
    return status(scratch.statx);
  }

  /** What is known about a name in a directory, links not followed; empty when it is not there. */
  static Optional<FileStatus> status(int directory, byte[] name) {
    Scratch scratch = SCRATCH.get();
    int result =
        statx(scratch, directory, scratch.path(name), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS);
    return result < 0 ? Optional.empty() : Optional.of(status(scratch.statx));
  }

  /**
   * Whether an open file is still the version that was seen. Never waits for a network file system:
   * such a one answers from what it knows, and the look-up of the name asks it properly.
   */
  static boolean isUnchanged(int descriptor, FileStatus seen) {
    Scratch scratch = SCRATCH.get();
    MemorySegment now = scratch.statx;
    return statx(scratch, descriptor, NO_PATH, AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_VERSION)
            == 0
        && now.get(JAVA_LONG, 40) == seen.size()
        && now.get(JAVA_LONG, 112) == seen.mtimeSeconds()
        && now.get(JAVA_INT, 120) == seen.mtimeNanos()
        && now.get(JAVA_LONG, 96) == seen.ctimeSeconds()
        && now.get(JAVA_INT, 104) == seen.ctimeNanos()
        && now.get(JAVA_INT, 16) != 0;
  }

  static void close(int descriptor) {
    try {
      // EINTR too leaves the descriptor closed on Linux, so there is nothing to repeat.
      int _ = (int) CLOSE.invokeExact(SCRATCH.get().errno, descriptor);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** The path of an open descriptor as the kernel knows it now; empty when it has none. */
  static byte[] path(int descriptor) {
    Scratch scratch = SCRATCH.get();
    byte[] link = ("/proc/self/fd/" + descriptor).getBytes(StandardCharsets.US_ASCII);
    try {
      long length =
          (long)
              READLINK.invokeExact(
                  scratch.errno, scratch.path(link), scratch.target, (long) PATH_MAX);
      // A path that fills the buffer may be cut off: as good as unknown.
      return length < 0 || length == PATH_MAX
          ? new byte[0]
          : scratch.target.asSlice(0, length).toArray(JAVA_BYTE);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** unlinkat(2) of a file. */
  static int unlink(int directory, byte[] name) {
    Scratch scratch = SCRATCH.get();
    try {
      int result = (int) UNLINKAT.invokeExact(scratch.errno, directory, scratch.path(name), 0);
      return result < 0 ? -scratch.errno() : 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** renameat2(2) within one directory, onto a name that must be free. */
  static int rename(int directory, byte[] from, byte[] to) {
    Scratch scratch = SCRATCH.get();
    try {
      int result =
          (int)
              RENAMEAT2.invokeExact(
                  scratch.errno,
                  directory,
                  scratch.path(from),
                  directory,
                  scratch.target(to),
                  RENAME_NOREPLACE);
      return result < 0 ? -scratch.errno() : 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static int statx(
      Scratch scratch, int descriptor, MemorySegment name, int flags, int mask) {
    try {
      int result =
          (int) STATX.invokeExact(scratch.errno, descriptor, name, flags, mask, scratch.statx);
      return result < 0 ? -scratch.errno() : 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Offsets of struct statx, the same on every architecture. */
  private static FileStatus status(MemorySegment statx) {
    long device =
        ((long) statx.get(JAVA_INT, 136) << 32) | Integer.toUnsignedLong(statx.get(JAVA_INT, 140));
    return new FileStatus(
        device,
        statx.get(JAVA_LONG, 32),
        statx.get(JAVA_SHORT, 28) & 0xffff,
        statx.get(JAVA_INT, 16),
        statx.get(JAVA_LONG, 40),
        statx.get(JAVA_LONG, 112),
        statx.get(JAVA_INT, 120),
        statx.get(JAVA_LONG, 96),
        statx.get(JAVA_INT, 104));
  }

  private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(symbol(name), descriptor, ERRNO);
  }

  private static MemorySegment symbol(String name) {
    return LINKER
        .defaultLookup()
        .find(name)
        .orElseThrow(() -> new UnsatisfiedLinkError("libc has no " + name));
  }

  private static AssertionError broken(Throwable e) {
    return new AssertionError("a call into libc threw, which its signature rules out", e);
  }

  private static boolean arm() {
    return System.getProperty("os.arch").equals("aarch64");
  }

  /** The one pair of flags where the two architectures differ. */
  private static int directory() {
    return arm() ? 0x4000 : 0x10000;
  }

  private static int noFollow() {
    return arm() ? 0x8000 : 0x20000;
  }
}
