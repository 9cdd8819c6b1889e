/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/frame-memory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* A picture of a window of 3840 x 2160 pixels has 32 MB, which is also as much as the heap may hold in one
 * piece. */
#define LARGEST (32 * 1024 * 1024)
#define KEPT (48 * 1024 * 1024)

void
mill_frame_memory_keep (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGEST);
  mallopt (M_TRIM_THRESHOLD, KEPT);
#endif
}
