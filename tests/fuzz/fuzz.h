/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What libFuzzer calls with each input; replay.c calls it with those that are kept. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);
