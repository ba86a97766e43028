/* Put before a program with LD_PRELOAD: below the folder DATA the disk is full while $DISK_FAULTS/full exists, for the files whose path there begins with
   what is in it, and slow by the milliseconds in $DISK_FAULTS/slow. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Whether a file lies below the folder and there is a file that orders `fault`. Their paths, the first from the folder on, are put into `path` and `order`. */
static int ordered(const char *fault, int file, char order[4096], char below[4096]) {
  const char *data = getenv("DATA"), *faults = getenv("DISK_FAULTS");
  if (!data || !faults) return 0;
  snprintf(order, 4096, "%s/%s", faults, fault);
  if (access(order, F_OK) != 0) return 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  size_t folder = strlen(data);
  if (strncmp(path, data, folder) != 0 || path[folder] != '/') return 0;
  memcpy(below, path + folder + 1, length - folder);
  return 1;
}

/* Whether the path begins with what is in the file `order`. */
static int begins(const char *order, const char *path) {
  char wanted[256] = "";
  FILE *text = fopen(order, "r");
  if (!text) return 0;
  size_t count = fread(wanted, 1, sizeof wanted - 1, text);
  fclose(text);
  return strncmp(path, wanted, count) == 0;
}

static int full(int file) {
  char order[4096], path[4096];
  int saved = errno, is = ordered("full", file, order, path) && begins(order, path);
  errno = is ? ENOSPC : saved;
  return is;
}

static void linger(int file) {
  char order[4096], path[4096];
  int saved = errno;
  if (ordered("slow", file, order, path)) {
    FILE *text = fopen(order, "r");
    long ms = 0;
    if (text) {
      if (fscanf(text, "%ld", &ms) != 1) ms = 0;
      fclose(text);
    }
    struct timespec pause = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
  }
  errno = saved;
}

ssize_t write(int file, const void *bytes, size_t count) { return full(file) ? -1 : REAL(write)(file, bytes, count); }
ssize_t writev(int file, const struct iovec *parts, int count) { return full(file) ? -1 : REAL(writev)(file, parts, count); }
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return full(file) ? -1 : REAL(pwrite)(file, bytes, count, at); }
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) { return full(file) ? -1 : REAL(pwrite64)(file, bytes, count, at); }
int fallocate64(int file, int mode, off64_t at, off64_t count) { return full(file) ? -1 : REAL(fallocate64)(file, mode, at, count); }

int fsync(int file) {
  linger(file);
  return REAL(fsync)(file);
}
int fdatasync(int file) {
  linger(file);
  return REAL(fdatasync)(file);
}
