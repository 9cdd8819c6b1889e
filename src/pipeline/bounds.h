/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Further out nothing can be seen, and sums of positions lose their last digits. */
#define MILL_LARGEST_POSITION 1e7

/* How deeply objects and lists of a file may be nested: walking them uses the stack. */
#define MILL_DEEPEST_JSON 200

#define MILL_LARGEST_FILE (256 * 1024 * 1024)
