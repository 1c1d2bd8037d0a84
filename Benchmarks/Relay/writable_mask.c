// Valgrind 3.19 writes into the signal mask that a program gives to sigsuspend. libdispatch's lies in read-only memory,
// which ends both; a copy does not.

#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
  sigset_t copy = *mask;
  return (int)syscall(SYS_rt_sigsuspend, &copy, _NSIG / 8);
}
