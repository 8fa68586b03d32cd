// SPDX-License-Identifier: Apache-2.0
// The functions of the C library that a plan can let go wrong. Each is defined under a name of its
// own and gets the library's by an assembler label, so that no header's declaration is in the way.
#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <new>
#include <sys/syscall.h>
#include <sys/types.h>

#include "plan.h"

namespace {

using faults::Fate;
using faults::fate_of;

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

const char* opening(int flags) {
  return (flags & O_TMPFILE) == O_TMPFILE ? "tmpfile" : "open";
}

std::size_t half(Fate fate, std::size_t count) {
  return fate == Fate::kShort && count > 1 ? count / 2 : count;
}

}  // namespace

// A call `name` of the library that counts as `call`, on the file that `where` (one to four values)
// tells; it gives `failed` when it goes wrong.
#define FAULTY(type, failed, name, call, parameters, arguments, ...)            \
  extern "C" type fault_##name parameters asm(#name);                           \
  type fault_##name parameters {                                                \
    static const auto real = next<decltype(fault_##name)>(#name);               \
    return fate_of(call, __VA_ARGS__) == Fate::kFail ? failed : real arguments; \
  }

#define OPEN(name)                                                                  \
  FAULTY(int, -1, name, opening(flags), (const char* path, int flags, mode_t mode), \
         (path, flags, mode), AT_FDCWD, path)
#define OPENAT(name)                                                                        \
  FAULTY(int, -1, name, opening(flags), (int fd, const char* path, int flags, mode_t mode), \
         (fd, path, flags, mode), fd, path)
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
FAULTY(int, -1, mkostemp, "open", (char* path, int flags), (path, flags), AT_FDCWD, path)
FAULTY(int, -1, mkostemp64, "open", (char* path, int flags), (path, flags), AT_FDCWD, path)
FAULTY(void*, nullptr, opendir, "open", (const char* path), (path), AT_FDCWD, path)
FAULTY(void*, nullptr, fdopendir, "fdopendir", (int fd), (fd), fd, nullptr)
FAULTY(dirent*, nullptr, readdir, "readdir", (DIR * stream), (stream), dirfd(stream), nullptr)
FAULTY(dirent*, nullptr, readdir64, "readdir", (DIR * stream), (stream), dirfd(stream), nullptr)

#define MOVE(name, call)                                                             \
  extern "C" ssize_t fault_##name(int fd, void* data, std::size_t count) asm(#name); \
  ssize_t fault_##name(int fd, void* data, std::size_t count) {                      \
    static const auto real = next<decltype(fault_##name)>(#name);                    \
    const Fate fate = fate_of(call, fd, nullptr);                                    \
    return fate == Fate::kFail ? -1 : real(fd, data, half(fate, count));             \
  }
#define MOVE_AT(name, call)                                                                      \
  extern "C" ssize_t fault_##name(int fd, void* data, std::size_t count, off64_t at) asm(#name); \
  ssize_t fault_##name(int fd, void* data, std::size_t count, off64_t at) {                      \
    static const auto real = next<decltype(fault_##name)>(#name);                                \
    const Fate fate = fate_of(call, fd, nullptr);                                                \
    return fate == Fate::kFail ? -1 : real(fd, data, half(fate, count), at);                     \
  }
MOVE(read, "read")
MOVE(write, "write")
MOVE_AT(pread, "pread")
MOVE_AT(pread64, "pread")
MOVE_AT(pwrite, "pwrite")
MOVE_AT(pwrite64, "pwrite")
FAULTY(ssize_t, -1, readv, "read", (int fd, void* parts, int count), (fd, parts, count), fd,
       nullptr)
FAULTY(ssize_t, -1, writev, "write", (int fd, void* parts, int count), (fd, parts, count), fd,
       nullptr)
FAULTY(ssize_t, -1, copy_file_range, "copy_file_range",
       (int in, off64_t* from, int out, off64_t* to, std::size_t count, unsigned flags),
       (in, from, out, to, count, flags), out, nullptr)
FAULTY(ssize_t, -1, sendfile64, "sendfile", (int out, int in, off64_t* from, std::size_t count),
       (out, in, from, count), out, nullptr)

FAULTY(int, -1, fsync, "fsync", (int fd), (fd), fd, nullptr)
FAULTY(int, -1, fdatasync, "fsync", (int fd), (fd), fd, nullptr)
FAULTY(int, -1, syncfs, "fsync", (int fd), (fd), fd, nullptr)
FAULTY(int, -1, ftruncate, "ftruncate", (int fd, off64_t size), (fd, size), fd, nullptr)
FAULTY(int, -1, ftruncate64, "ftruncate", (int fd, off64_t size), (fd, size), fd, nullptr)
FAULTY(int, -1, fallocate, "fallocate", (int fd, int mode, off64_t at, off64_t size),
       (fd, mode, at, size), fd, nullptr)
FAULTY(int, -1, fallocate64, "fallocate", (int fd, int mode, off64_t at, off64_t size),
       (fd, mode, at, size), fd, nullptr)
FAULTY(int, -1, flock, "flock", (int fd, int operation), (fd, operation), fd, nullptr)
FAULTY(int, -1, fchmod, "chmod", (int fd, mode_t mode), (fd, mode), fd, nullptr)
FAULTY(int, -1, fchown, "chown", (int fd, uid_t user, gid_t group), (fd, user, group), fd, nullptr)

FAULTY(int, -1, link, "link", (const char* from, const char* to), (from, to), AT_FDCWD, from,
       AT_FDCWD, to)
FAULTY(int, -1, linkat, "link", (int a, const char* from, int b, const char* to, int flags),
       (a, from, b, to, flags), a, from, b, to)
FAULTY(int, -1, rename, "rename", (const char* from, const char* to), (from, to), AT_FDCWD, from,
       AT_FDCWD, to)
FAULTY(int, -1, renameat, "rename", (int a, const char* from, int b, const char* to),
       (a, from, b, to), a, from, b, to)
FAULTY(int, -1, renameat2, "renameat2",
       (int a, const char* from, int b, const char* to, unsigned flags), (a, from, b, to, flags), a,
       from, b, to)
FAULTY(int, -1, unlink, "unlink", (const char* path), (path), AT_FDCWD, path)
FAULTY(int, -1, unlinkat, "unlink", (int fd, const char* path, int flags), (fd, path, flags), fd,
       path)
FAULTY(int, -1, rmdir, "unlink", (const char* path), (path), AT_FDCWD, path)
FAULTY(int, -1, remove, "unlink", (const char* path), (path), AT_FDCWD, path)
FAULTY(int, -1, mkdir, "mkdir", (const char* path, mode_t mode), (path, mode), AT_FDCWD, path)
FAULTY(int, -1, mkdirat, "mkdir", (int fd, const char* path, mode_t mode), (fd, path, mode), fd,
       path)
FAULTY(int, -1, chdir, "chdir", (const char* path), (path), AT_FDCWD, path)
FAULTY(int, -1, fchdir, "chdir", (int fd), (fd), fd, nullptr)

#define STAT(name) \
  FAULTY(int, -1, name, "stat", (const char* path, void* to), (path, to), AT_FDCWD, path)
#define FSTAT(name) FAULTY(int, -1, name, "stat", (int fd, void* to), (fd, to), fd, nullptr)
#define FSTATAT(name)                                                            \
  FAULTY(int, -1, name, "stat", (int fd, const char* path, void* to, int flags), \
         (fd, path, to, flags), fd, path)
STAT(stat)
STAT(stat64)
STAT(lstat)
STAT(lstat64)
FSTAT(fstat)
FSTAT(fstat64)
FSTATAT(fstatat)
FSTATAT(fstatat64)
FSTAT(fstatvfs)
FSTAT(fstatvfs64)

// A file is closed even where that fails (Linux).
extern "C" int fault_close(int fd) asm("close");
int fault_close(int fd) {
  static const auto real = next<decltype(fault_close)>("close");
  const bool fails = fate_of("close", fd, nullptr) == Fate::kFail;
  const int why = errno;
  const int result = real(fd);
  if (!fails) return result;
  errno = why;
  return -1;
}

// openat2 has no function of its own.
extern "C" long fault_syscall(long number, long a, long b, long c, long d, long e,
                              long f) asm("syscall");
long fault_syscall(long number, long a, long b, long c, long d, long e, long f) {
  static const auto real = next<decltype(fault_syscall)>("syscall");
  if (number == SYS_openat2) {
    const char* path = reinterpret_cast<const char*>(b);
    const int folder = static_cast<int>(a);
    if (fate_of("openat2", folder, path) == Fate::kFail) return -1;
    if (fate_of("open", folder, path) == Fate::kFail) return -1;
  }
  return real(number, a, b, c, d, e, f);
}

extern "C" int fault_pthread_create(void* thread, const void* how, void* (*start)(void*),
                                    void* given) asm("pthread_create");
int fault_pthread_create(void* thread, const void* how, void* (*start)(void*), void* given) {
  static const auto real = next<decltype(fault_pthread_create)>("pthread_create");
  return fate_of("thread") == Fate::kFail ? EAGAIN : real(thread, how, start, given);
}

extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_calloc(std::size_t count, std::size_t size);
extern "C" void* __libc_realloc(void* block, std::size_t size);
#define ALLOCATE(name, parameters, arguments)                                    \
  extern "C" void* fault_##name parameters asm(#name);                           \
  void* fault_##name parameters {                                                \
    return fate_of("malloc") == Fate::kFail ? nullptr : __libc_##name arguments; \
  }
ALLOCATE(malloc, (std::size_t size), (size))
ALLOCATE(calloc, (std::size_t count, std::size_t size), (count, size))
ALLOCATE(realloc, (void* block, std::size_t size), (block, size))

void* operator new(std::size_t size) {
  void* block = fate_of("new") == Fate::kFail ? nullptr : std::malloc(size == 0 ? 1 : size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}
