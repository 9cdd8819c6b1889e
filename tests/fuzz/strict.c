/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fuzzer stops at what GLib only warns of, as the tests do. */
#include "fuzz.h"

const gboolean fuzz_replays = FALSE;

int LLVMFuzzerInitialize (int    *argc,
                          char ***argv);

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  return 0;
}
