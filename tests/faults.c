/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a program under test, or linked to one that tests itself (faults.h): makes one of the calls
 * with which it touches files fail, or all from one on, as a disk does that is full, broken or not there any
 * more. The environment says which:
 *
 *   FAULTS_CALLS   the kinds of calls, as "open create read"; all where it is not set
 *   FAULTS_PATH    the files, as patterns with ":" between them; a file without one is not touched
 *   FAULTS_BUT     the pattern of those that are left alone all the same
 *   FAULTS_AT      the number of the call that fails, from 1; 0: none does
 *   FAULTS_STAYS   where it is set, all later ones fail as well
 *   FAULTS_ERRNO   the number of the error; "short": half of what was asked for is read or written
 *   FAULTS_DO      a command: it is executed before the call, which then does not fail
 *   FAULTS_STEP    the files seem to be on a file system that counts time in so many seconds
 *   FAULTS_CLOCK   so many seconds the clock is off, from its reading number FAULTS_AT on
 *   FAULTS_LOG     a file that gets a line for each call that fails, or for each call where FAULTS_AT is 0
 *
 * Nothing here calls what it stands in for but through the kernel, or by the name that comes next. */
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE
#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The function that is behind the one of this name here. */
#define REAL(name) \
  static __typeof__ (&name) real; \
  if (real == NULL) \
    real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

static atomic_long count;

static void
set (const char *name,
     const char *value)
{
  if (value != NULL)
    setenv (name, value, 1);
  else
    unsetenv (name);
}

void
faults_begin (const char *calls,
              const char *path,
              long        at,
              const char *error,
              bool        stays)
{
  char number[32];

  snprintf (number, sizeof number, "%ld", at);
  set ("FAULTS_CALLS", calls);
  set ("FAULTS_AT", number);
  set ("FAULTS_ERRNO", error);
  set ("FAULTS_STAYS", stays ? "1" : NULL);
  set ("FAULTS_PATH", path);
  atomic_store (&count, 0);
}

long
faults_end (void)
{
  set ("FAULTS_AT", "0");

  return atomic_load (&count);
}

static void
say (const char *kind,
     const char *path)
{
  const char *log = getenv ("FAULTS_LOG");
  char line[PATH_MAX + 32];
  int length, fd;

  if (log == NULL)
    return;
  length = snprintf (line, sizeof line, "%s %s\n", kind, path);
  fd = syscall (SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      syscall (SYS_write, fd, line, (size_t) length);
      syscall (SYS_close, fd);
    }
}

static bool
is_named (const char *path)
{
  const char *patterns = getenv ("FAULTS_PATH");
  const char *but = getenv ("FAULTS_BUT");
  char pattern[PATH_MAX];

  if (patterns == NULL || (but != NULL && fnmatch (but, path, 0) == 0))
    return false;
  for (; *patterns != '\0'; patterns += strcspn (patterns, ":"), patterns += *patterns == ':')
    {
      snprintf (pattern, sizeof pattern, "%.*s", (int) strcspn (patterns, ":"), patterns);
      if (fnmatch (pattern, path, 0) == 0)
        return true;
    }

  return false;
}

static bool
is_meant (const char *kind,
          const char *path)
{
  const char *kinds = getenv ("FAULTS_CALLS");

  return (kinds == NULL || strstr (kinds, kind) != NULL) && is_named (path);
}

/* Waits for it; it sees nothing of this. */
static void
execute (const char *command)
{
  char shell[] = "sh";
  char option[] = "-c";
  char *const arguments[] = { shell, option, (char *) command, NULL };
  char *const nothing[] = { NULL };
  pid_t child;

  if (posix_spawn (&child, "/bin/sh", NULL, NULL, arguments, nothing) == 0)
    waitpid (child, NULL, 0);
}

/* Is it this call? @path is absolute. */
static bool
is_struck (const char *kind,
           const char *path)
{
  const char *at = getenv ("FAULTS_AT");
  long wanted = at != NULL ? atol (at) : 0;
  long number;

  if (!is_meant (kind, path))
    return false;
  number = atomic_fetch_add (&count, 1) + 1;
  if (wanted == 0)
    say (kind, path);
  if (wanted == 0 || (number != wanted && !(getenv ("FAULTS_STAYS") != NULL && number > wanted)))
    return false;
  say (kind, path);
  if (getenv ("FAULTS_DO") == NULL)
    return true;
  execute (getenv ("FAULTS_DO"));

  return false;
}

static bool
is_short (void)
{
  const char *code = getenv ("FAULTS_ERRNO");

  return code != NULL && strcmp (code, "short") == 0;
}

static bool
fails (const char *kind,
       const char *path)
{
  if (is_short () || !is_struck (kind, path))
    return false;
  errno = getenv ("FAULTS_ERRNO") != NULL ? atoi (getenv ("FAULTS_ERRNO")) : EIO;

  return true;
}

static bool
fails_at (const char *kind,
          int         folder,
          const char *path)
{
  char whole[PATH_MAX + NAME_MAX];
  char link[64];
  long n;

  if (*path == '/')
    return fails (kind, path);
  if (folder == AT_FDCWD)
    n = syscall (SYS_readlinkat, AT_FDCWD, "/proc/self/cwd", whole, (size_t) PATH_MAX);
  else
    {
      snprintf (link, sizeof link, "/proc/self/fd/%d", folder);
      n = syscall (SYS_readlinkat, AT_FDCWD, link, whole, (size_t) PATH_MAX);
    }
  if (n < 0)
    return false;
  if (*path != '\0')
    snprintf (whole + n, sizeof whole - n, "/%s", path);
  else
    whole[n] = '\0';

  return fails (kind, whole);
}

/* The name of an open file; false where it is none. */
static bool
find_name (int   file,
           char *name,
           long  size)
{
  int code = errno;
  char link[64];
  long n;

  snprintf (link, sizeof link, "/proc/self/fd/%d", file);
  n = syscall (SYS_readlinkat, AT_FDCWD, link, name, size - 1);
  errno = code;
  if (n > 0)
    name[n] = '\0';

  return n > 0 && *name == '/';
}

static bool
fails_on (const char *kind,
          int         file)
{
  char name[PATH_MAX];

  return find_name (file, name, sizeof name) && fails (kind, name);
}

/* How much of @length this call shall move: all but where it is to come up short. */
static size_t
shorten (const char *kind,
         int         file,
         size_t      length)
{
  char name[PATH_MAX];

  if (length < 2 || !is_short () || !find_name (file, name, sizeof name) || !is_struck (kind, name))
    return length;

  return length / 2;
}

static void
make_coarse (const char      *path,
             struct timespec *time)
{
  const char *step = getenv ("FAULTS_STEP");

  if (step == NULL || !is_named (path))
    return;
  time->tv_sec -= time->tv_sec % atol (step);
  time->tv_nsec = 0;
}

static const char *
get_open_kind (int flags)
{
  return (flags & O_ACCMODE) == O_RDONLY ? "open" : "create";
}

#define OPEN(name) \
  int name (const char *path, int flags, ...) \
  { \
    va_list more; \
    mode_t mode; \
    REAL (name); \
    va_start (more, flags); \
    mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg (more, mode_t) : 0; \
    va_end (more); \
    return fails_at (get_open_kind (flags), AT_FDCWD, path) ? -1 : real (path, flags, mode); \
  }

#define OPEN_AT(name) \
  int name (int folder, const char *path, int flags, ...) \
  { \
    va_list more; \
    mode_t mode; \
    REAL (name); \
    va_start (more, flags); \
    mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg (more, mode_t) : 0; \
    va_end (more); \
    return fails_at (get_open_kind (flags), folder, path) ? -1 : real (folder, path, flags, mode); \
  }

#define FOPEN(name) \
  FILE *name (const char *path, const char *mode) \
  { \
    REAL (name); \
    return fails_at (*mode == 'r' ? "open" : "create", AT_FDCWD, path) ? NULL : real (path, mode); \
  }

/* Of a file: the rest of its arguments are passed on. */
#define ON_FILE(type, name, kind, failed, parameters, ...) \
  type name parameters \
  { \
    REAL (name); \
    return fails_on (kind, file) ? failed : real (__VA_ARGS__); \
  }

#define MOVE(name, kind, buffer_type) \
  ssize_t name (int file, buffer_type buffer, size_t length) \
  { \
    REAL (name); \
    return fails_on (kind, file) ? -1 : real (file, buffer, shorten (kind, file, length)); \
  }

#define MOVE_AT(name, kind, buffer_type) \
  ssize_t name (int file, buffer_type buffer, size_t length, off_t offset) \
  { \
    REAL (name); \
    return fails_on (kind, file) ? -1 : real (file, buffer, shorten (kind, file, length), offset); \
  }

/* The disk is not waited for: no test outlives the machine. */
#define SYNC(name) \
  int name (int file) \
  { \
    char path[PATH_MAX]; \
    REAL (name); \
    if (!find_name (file, path, sizeof path) || !is_named (path)) \
      return real (file); \
    return fails ("sync", path) ? -1 : 0; \
  }

/* Of a name. */
#define ON_PATH(name, kind, parameters, ...) \
  int name parameters \
  { \
    REAL (name); \
    return fails_at (kind, AT_FDCWD, path) ? -1 : real (__VA_ARGS__); \
  }

#define STAT(name, type) \
  int name (const char *path, type *status) \
  { \
    REAL (name); \
    if (fails_at ("stat", AT_FDCWD, path) || real (path, status) != 0) \
      return -1; \
    make_coarse (path, &status->st_mtim); \
    make_coarse (path, &status->st_ctim); \
    return 0; \
  }

/* How far the clock that people set is off by now; the one that only goes on never is. */
static long
read_off (void)
{
  static atomic_long n_read;
  const char *off = getenv ("FAULTS_CLOCK");
  const char *at = getenv ("FAULTS_AT");

  return off != NULL && atomic_fetch_add (&n_read, 1) >= (at != NULL ? atol (at) : 0) ? atol (off) : 0;
}

/* From the kernel: a sanitizer asks for the time while dlsym() looks for something. */
int
clock_gettime (clockid_t        clock,
               struct timespec *time)
{
  if (syscall (SYS_clock_gettime, clock, time) != 0)
    return -1;
  if (clock == CLOCK_REALTIME)
    time->tv_sec += read_off ();

  return 0;
}

int
gettimeofday (struct timeval *time,
              void           *zone)
{
  if (syscall (SYS_gettimeofday, time, zone) != 0)
    return -1;
  time->tv_sec += read_off ();

  return 0;
}

#define MAP(name) \
  void *name (void *address, size_t length, int protection, int flags, int file, off_t offset) \
  { \
    REAL (name); \
    return file >= 0 && fails_on ("map", file) ? MAP_FAILED \
           : real (address, length, protection, flags, file, offset); \
  }

OPEN (open)
OPEN (open64)
OPEN_AT (openat)
OPEN_AT (openat64)
FOPEN (fopen)
FOPEN (fopen64)
MOVE (read, "read", void *)
MOVE_AT (pread, "read", void *)
MOVE_AT (pread64, "read", void *)
MOVE (write, "write", const void *)
MOVE_AT (pwrite, "write", const void *)
MOVE_AT (pwrite64, "write", const void *)
ON_FILE (ssize_t, writev, "write", -1, (int file, const struct iovec *parts, int n), file, parts, n)
SYNC (fsync)
SYNC (fdatasync)
ON_FILE (int, fallocate, "grow", -1, (int file, int mode, off_t at, off_t length), file, mode, at, length)
ON_FILE (int, fallocate64, "grow", -1, (int file, int mode, off_t at, off_t length), file, mode, at, length)
ON_FILE (int, posix_fallocate, "grow", errno, (int file, off_t at, off_t length), file, at, length)
ON_FILE (int, posix_fallocate64, "grow", errno, (int file, off_t at, off_t length), file, at, length)
ON_FILE (int, ftruncate, "grow", -1, (int file, off_t length), file, length)
ON_FILE (int, ftruncate64, "grow", -1, (int file, off_t length), file, length)
ON_FILE (int, fstat, "stat", -1, (int file, struct stat *status), file, status)
ON_FILE (int, fstat64, "stat", -1, (int file, struct stat64 *status), file, status)
STAT (stat, struct stat)
STAT (stat64, struct stat64)
STAT (lstat, struct stat)
STAT (lstat64, struct stat64)
ON_PATH (rename, "rename", (const char *from, const char *path), from, path)
ON_PATH (link, "link", (const char *from, const char *path), from, path)
ON_PATH (unlink, "remove", (const char *path), path)
ON_PATH (access, "access", (const char *path, int mode), path, mode)
ON_PATH (mkdir, "mkdir", (const char *path, mode_t mode), path, mode)
MAP (mmap)
MAP (mmap64)

/* The file is closed all the same: that is how the kernel does it. */
int
close (int file)
{
  bool failed;
  int code;
  REAL (close);

  failed = fails_on ("close", file);
  code = errno;
  if (real (file) != 0)
    return -1;
  errno = code;

  return failed ? -1 : 0;
}
