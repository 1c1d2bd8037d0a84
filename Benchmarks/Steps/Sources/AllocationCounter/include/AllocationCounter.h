#pragma once

#include <stdint.h>

/// Heap allocations of this process so far: malloc, calloc, realloc and aligned ones. 0 where they cannot be counted
/// (anything but glibc).
uint64_t allocation_count(void);
