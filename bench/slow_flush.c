/* Preloaded by tools/bench.sh: each flush takes 3 ms longer, as on a disk that does not answer from a cache. Both the
   product and the raw floor go through it, so that their rates can be compared at the durability of such a disk. */
#define _GNU_SOURCE
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>

static void wait_for_the_disk(void) {
    struct timespec span = {0, 3000000};
    nanosleep(&span, 0);
}

int fsync(int file) {
    wait_for_the_disk();
    return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    wait_for_the_disk();
    return (int)syscall(SYS_fdatasync, file);
}
