/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Are these the inputs that are kept, of which nothing is left out for the sake of speed? */
extern const gboolean fuzz_replays;

/* What libFuzzer calls with each input; replay.c calls it with those that are kept. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);
